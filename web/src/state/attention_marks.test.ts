import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attention } from './attention'
import { markAttention } from './attention_marks'

const icon = () => document.querySelector('link[rel="icon"]')?.getAttribute('href')

let end: () => void

beforeEach(() => {
  document.head.innerHTML = '<title>Start</title><link rel="icon" href="/icon.svg">'
  end = markAttention()
})
afterEach(() => {
  end()
  attention.set('test', [])
})

describe('title and icon (DSK-2)', () => {
  it('show that something asks attention, and are plain again after that', () => {
    attention.set('test', [{ id: '1', kind: 'message', count: 2, href: '/berichten' }])
    expect(document.title).toBe('(2) Start')
    expect(icon()).toBe('/icon-attention.svg')
    attention.set('test', [])
    expect(document.title).toBe('Start')
    expect(icon()).toBe('/icon.svg')
  })

  it('keep the mark on the next page', async () => {
    attention.set('test', [{ id: '1', kind: 'waiting', name: 'Dirk', href: '/wachtkamer' }])
    document.title = 'Oproepen'
    await vi.waitFor(() => expect(document.title).toBe('(1) Oproepen'))
  })

  it('leave nothing behind for who signs in next', () => {
    attention.set('test', [{ id: '1', kind: 'waiting', name: 'Dirk', href: '/wachtkamer' }])
    end()
    expect(document.title).toBe('Start')
    expect(icon()).toBe('/icon.svg')
  })
})
