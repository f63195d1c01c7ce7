import type { Letter } from './letter.ts'

/**
 * The look of the product in the HTML that mail programs know: tables and
 * styles in the tags. Colours of the dark mode stand in the one style sheet,
 * which programs without dark mode may drop.
 */
export function toHtml(letter: Letter, publicUrl: string): string {
  const { subject, heading, paragraphs, button, facts = [], list = [], note, leave } = letter
  const host = new URL(publicUrl).host
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
<style>${dark}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f7f6f3;">
<div style="display:none;max-height:0;overflow:hidden;">${escape(paragraphs[0] ?? '')}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f6f3;">
<tr><td align="center" style="padding:32px 16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;">
<tr><td style="padding:0 4px 16px;">${brand}</td></tr>
<tr><td class="card" style="background:#ffffff;border:1px solid #e5e2db;border-radius:12px;padding:32px;">
<h1 class="ink" style="margin:0 0 16px;${font('600', '22px/30px')}letter-spacing:-0.02em;color:#1c1a17;">${escape(heading)}</h1>
${paragraphs.map(paragraph).join('\n')}
${button === undefined ? '' : buttonOf(button)}
${facts.length === 0 ? '' : factsOf(facts)}
${list.length === 0 ? '' : listOf(list)}
<p class="soft line" style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e5e2db;${font('400', '13px/20px')}color:#696459;">${escape(note)}${leave === undefined ? '' : `<br><a class="link" href="${escape(leave.href)}" style="color:#0c6657;">${escape(leave.label)}</a>`}</p>
</td></tr>
<tr><td class="soft" style="padding:16px 4px 0;${font('400', '12px/18px')}color:#696459;">Sent by Steward at <a class="soft" href="${escape(publicUrl)}" style="color:#696459;">${escape(host)}</a></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const family = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const font = (weight: string, size: string) => `font:${weight} ${size} ${family};`

const dark = `
@media (prefers-color-scheme: dark) {
  .ground { background: #121110 !important; }
  .card { background: #1a1917 !important; border-color: #2c2a27 !important; }
  .line { border-color: #2c2a27 !important; }
  .ink { color: #f1eee8 !important; }
  .text { color: #c6c1b8 !important; }
  .soft { color: #9c968b !important; }
  .action { background: #3db39a !important; color: #04211b !important; }
  .link { color: #5ccbb3 !important; }
  .box { background: #0d0c0b !important; }
}
`

const brand = `<table role="presentation" cellpadding="0" cellspacing="0"><tr>
<td class="action" align="center" style="width:26px;height:26px;background:#0e6b5c;border-radius:7px;${font('700', '15px/26px')}color:#ffffff;">&#10003;</td>
<td class="ink" style="padding-left:10px;${font('600', '17px/26px')}letter-spacing:-0.02em;color:#1c1a17;">Steward</td>
</tr></table>`

const paragraph = (text: string) =>
  `<p class="text" style="margin:0 0 12px;${font('400', '15px/24px')}color:#47433c;">${escape(text)}</p>`

/** The address stands below the button as well, for programs that show no buttons. */
function buttonOf({ label, href }: NonNullable<Letter['button']>): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:20px 0 16px;"><tr>
<td class="action" style="background:#0e6b5c;border-radius:10px;"><a class="action" href="${escape(href)}" style="display:inline-block;padding:12px 22px;${font('600', '15px/20px')}color:#ffffff;text-decoration:none;border-radius:10px;">${escape(label)}</a></td>
</tr></table>
<p class="soft" style="margin:0;${font('400', '12px/18px')}color:#696459;">Or open this address:<br><a class="link" href="${escape(href)}" style="color:#0c6657;word-break:break-all;">${escape(href)}</a></p>`
}

function factsOf(facts: NonNullable<Letter['facts']>): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td class="soft" valign="top" style="padding:3px 16px 3px 0;${font('400', '13px/20px')}color:#696459;white-space:nowrap;">${escape(name)}</td><td class="ink" style="padding:3px 0;${font('500', '13px/20px')}color:#1c1a17;word-break:break-word;">${escape(value)}</td></tr>`,
  )
  return `<table role="presentation" class="box" width="100%" cellpadding="0" cellspacing="0" style="margin:16px 0 0;background:#f7f6f3;border-radius:8px;"><tr><td style="padding:10px 16px;"><table role="presentation" cellpadding="0" cellspacing="0">${rows.join('')}</table></td></tr></table>`
}

function listOf(list: NonNullable<Letter['list']>): string {
  const rows = list.map(
    ({ text, href, hint }) =>
      `<tr><td class="line" style="padding:10px 0;border-top:1px solid #e5e2db;"><a class="ink" href="${escape(href)}" style="${font('500', '15px/22px')}color:#1c1a17;text-decoration:none;">${escape(text)}</a><br><span class="soft" style="${font('400', '13px/20px')}color:#696459;">${escape(hint)}</span></td></tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:16px 0 0;">${rows.join('')}</table>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
