/** The colours of an organisation on a page (ADM-2): in place of those of the product, light and dark. */
import type { BrandingFace } from '@/protocol/types'

/** What is needed of a branding for its colours. */
export type BrandColours = Pick<
  BrandingFace,
  'colour' | 'on_colour' | 'strong' | 'soft' | 'dark_colour' | 'on_dark' | 'dark_strong' | 'dark_soft'
>

/** The properties of `ui/tokens.css` that it replaces. */
const TOKENS: Record<string, [light: keyof BrandColours, dark: keyof BrandColours]> = {
  '--brand': ['colour', 'dark_colour'],
  '--on-brand': ['on_colour', 'on_dark'],
  '--brand-strong': ['strong', 'dark_strong'],
  '--brand-soft': ['soft', 'dark_soft'],
}

/**
 * Gives a page, or one part of it, the colours of an organisation; the returned function takes them away again. Set by
 * script and not as an attribute, because the policy of the site allows no styles in pages.
 */
export function applyBranding(
  colours: BrandColours,
  element: HTMLElement = document.documentElement,
): () => void {
  for (const [token, [light, dark]] of Object.entries(TOKENS))
    element.style.setProperty(token, `light-dark(${colours[light]}, ${colours[dark]})`)
  return () => {
    for (const token of Object.keys(TOKENS)) element.style.removeProperty(token)
  }
}
