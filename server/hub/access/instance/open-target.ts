import { openMongodb, openPostgresql, type Reach, type Target, type TargetKind } from '#target'

type Open = (reach: Reach, options: { readonly isForReading: boolean }) => Target

const openers: Readonly<Record<TargetKind, Open>> = { postgresql: openPostgresql, mongodb: (reach) => openMongodb(reach) }

/** Opens a database of a kind; nothing is connected before it is asked something. */
export const openTarget = (kind: TargetKind, ...how: Parameters<Open>): Target => openers[kind](...how)
