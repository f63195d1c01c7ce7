const latin = 'ß:ss æ:ae Æ:AE œ:oe Œ:OE ø:o Ø:O đ:d Đ:D ð:d Ð:D þ:th Þ:Th ł:l Ł:L ı:i ħ:h Ħ:H ŋ:ng ĸ:k ŧ:t Ŧ:T ſ:s ə:e'
const signs =
  '“:" ”:" „:,, ‟:" ‘:\' ’:\' ‚:, ‛:\' «:<< »:>> ‹:< ›:> –:- —:-- ―:-- ‐:- ‑:- ‒:- …:... €:EU £:PS ¥:Y= ¢:C/ ©:(c) ®:(r) ™:(tm) ×:x ÷:/ °:deg ¿:? ¡:! §:SS µ:u •:* ·:* №:No ½:1/2 ¼:1/4 ¾:3/4 ²:2 ³:3 ¹:1 ±:+- ¬:! ¦:| ¶:P →:-> ←:<- −:-'
const greek = 'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:ph χ:kh ψ:ps ω:o'
const cyrillic =
  'а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya є:ye і:i ї:yi ґ:g ў:u'

const table = new Map<string, string>()
for (const list of [latin, signs, greek, cyrillic]) {
  for (const entry of list.split(' ')) {
    const [char, ascii] = [entry.slice(0, 1), entry.slice(2)]
    table.set(char, ascii)
    const upper = char.toUpperCase()
    if ((list === greek || list === cyrillic) && upper.length === 1)
      table.set(upper, ascii.charAt(0).toUpperCase() + ascii.slice(1))
  }
}

/** Latin letters without their accents, Greek and Cyrillic ones in Latin, typographic signs in ASCII. Other scripts stay as they are. */
export function replaceSpecialChars(text: string): string {
  let made = ''
  for (const char of text.normalize('NFC')) made += char < '\u0080' ? char : (table.get(char) ?? unaccented(char))
  return made
}

function unaccented(char: string): string {
  const bare = char.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return Array.from(bare, (each) => (each < '\u0080' ? each : (table.get(each) ?? each))).join('')
}
