/** Examples for the tests. */
import type { Branding } from '@/protocol/types'

export const SAVED: Branding = {
  colour: '#0b5d66',
  sender_name: 'Team Zorg',
  invitation_nl: 'Beste {naam},\n\nTot dan.',
  invitation_en: 'Dear {name},\n\nSee you then.',
  default_invitation_nl: 'Beste {naam}, de standaard.',
  default_invitation_en: 'Dear {name}, the default.',
  face: {
    name: 'Zorggroep Voorbeeld',
    colour: '#0b5d66',
    on_colour: '#ffffff',
    strong: '#084850',
    soft: '#e0f0ee',
    dark_colour: '#86d6d1',
    on_dark: '#06282b',
    dark_strong: '#a6e4e0',
    dark_soft: '#17383b',
    logo_url: null,
    logo_width: null,
    logo_height: null,
  },
}
