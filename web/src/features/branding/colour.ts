/** Colours as people type them, and what can be read on them; the server has the same rules. */

const WHITE = '#ffffff'
const INK = '#06282b'

/** A colour as "#rrggbb", null for what is none. */
export function colourOf(text: string): string | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase()
  if (digits === undefined) return null
  return `#${digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join('')}`
}

/** White or the dark text, whichever can be read best on this colour "#rrggbb" (WCAG 2.2, 1.4.3). */
export function textOn(colour: string): string {
  const light = luminance(colour) + 0.05
  return 1.05 / light >= light / (luminance(INK) + 0.05) ? WHITE : INK
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const part = Number.parseInt(colour.slice(place, place + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
