import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { me } from '@/state/me'
import { draw } from '@/testing'
import { LanguageSwitch } from './LanguageSwitch'

const speak = (language: 'nl' | 'en') => me.set((old) => ({ ...old, language }))

describe('Taal wijzigen (ACC-12)', () => {
  afterEach(async () => {
    await act(async () => {
      speak('nl')
      await i18next.changeLanguage('nl')
    })
  })

  it('shows the language of whoever uses the tab, and hands on what is chosen', async () => {
    const chosen: string[] = []
    await draw(
      <LanguageSwitch
        onChoose={async (language) => {
          chosen.push(language)
          speak(language)
        }}
      />,
      '/',
      '/',
    )
    const group = screen.getByRole('group', { name: 'Taal wijzigen' })
    const [dutch, english] = screen.getAllByRole('button')
    expect(dutch?.parentElement).toBe(group)
    expect(dutch?.getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(screen.getByRole('button', { name: 'EN English' }))
    expect(chosen).toEqual(['en'])
    expect(english?.getAttribute('aria-pressed')).toBe('true')
  })
})
