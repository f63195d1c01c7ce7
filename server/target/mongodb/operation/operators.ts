const words = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .trim()
      .split(/\s+/)
      .map((word) => `$${word}`),
  )

/** Conditions, expressions, accumulators and what stands within updates. What is not here is refused. */
export const knownOperators = words(`
  eq ne gt gte lt lte in nin and or nor not exists type expr mod regex options text search language caseSensitive
  diacriticSensitive all elemMatch size bitsAllClear bitsAllSet bitsAnyClear bitsAnySet geoWithin geoIntersects near
  nearSphere geometry maxDistance minDistance center centerSphere box polygon comment rand sampleRate jsonSchema slice meta
  abs acos acosh add addToSet allElementsTrue anyElementTrue arrayElemAt arrayToObject asin asinh atan atan2 atanh avg
  binarySize bitAnd bitNot bitOr bitXor bottom bottomN bsonSize ceil cmp concat concatArrays cond convert cos cosh count
  covariancePop covarianceSamp dateAdd dateDiff dateFromParts dateFromString dateSubtract dateToParts dateToString dateTrunc
  dayOfMonth dayOfWeek dayOfYear degreesToRadians denseRank derivative divide documentNumber exp expMovingAvg filter first
  firstN floor getField hour ifNull indexOfArray indexOfBytes indexOfCP integral isArray isNumber isoDayOfWeek isoWeek
  isoWeekYear last lastN let linearFill literal ln locf log log10 ltrim map max maxN median mergeObjects millisecond min minN
  minute month multiply objectToArray percentile pow push radiansToDegrees range rank reduce regexFind regexFindAll regexMatch
  replaceAll replaceOne reverseArray round rtrim second setDifference setEquals setField setIntersection setIsSubset setUnion
  shift sin sinh sortArray split sqrt stdDevPop stdDevSamp strLenBytes strLenCP strcasecmp substr substrBytes substrCP
  subtract sum switch tan tanh toBool toDate toDecimal toDouble toInt toLong toLower toObjectId toString toUpper top topN trim
  trunc tsIncrement tsSecond unsetField week xor year zip each position sort set unset inc mul rename setOnInsert currentDate
  pop pull pullAll bit
`)

export const updateOperators = words(`
  set unset inc mul min max rename setOnInsert currentDate addToSet pop pull pullAll push bit
`)

export const readStages = words(`
  match project addFields set unset sort limit skip group unwind count sortByCount bucket bucketAuto facet lookup graphLookup
  unionWith replaceRoot replaceWith sample redact geoNear densify fill setWindowFields
`)

export const updateStages = words('set addFields project unset replaceRoot replaceWith')

/** Why something well known is refused, in a sentence. */
export const refusedOperators: Readonly<Record<string, string>> = {
  $where: '$where runs JavaScript inside the database and is refused. Write the condition with $expr.',
  $function: '$function runs JavaScript inside the database and is refused.',
  $accumulator: '$accumulator runs JavaScript inside the database and is refused.',
  $code: '$code carries JavaScript into the database and is refused.',
  $currentOp: '$currentOp shows what others do in the database and is refused.',
  $listSessions: '$listSessions shows the sessions of others and is refused.',
  $listLocalSessions: '$listLocalSessions shows the sessions of others and is refused.',
  $listSampledQueries: '$listSampledQueries shows what others asked and is refused.',
  $planCacheStats: '$planCacheStats shows what others asked and is refused.',
  $changeStream: '$changeStream never ends and is refused.',
  $out: '$out writes, and can only stand at the end of a pipeline of a collection.',
  $merge: '$merge writes, and can only stand at the end of a pipeline of a collection.',
}
