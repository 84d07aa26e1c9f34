/** What the tests of screens share: texts, and a server that answers as told. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { type ReactNode, Suspense } from 'react'
import { vi } from 'vitest'
import { Route } from 'wouter'
import { startTexts } from '@/i18n'
import type { Language } from '@/protocol/types'

export interface Asked {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
}

type Answers = Record<string, [status: number, body: unknown] | (() => [status: number, body: unknown])>

/** Answers by "METHOD /path"; returns what was asked, in order. An unknown question is a fault of the test. */
export function serve(answers: Answers): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = typeof input === 'string' ? new Request(new URL(input, location.origin), init) : input
    const path = new URL(request.url).pathname
    const text = await request.text()
    const question = `${request.method} ${path}`
    const { searchParams } = new URL(request.url)
    const query = Object.fromEntries(searchParams)
    asked.push({
      method: request.method,
      path,
      query,
      body: text.startsWith('{') ? JSON.parse(text) : text || null,
    })
    const given = answers[question]
    if (given === undefined) throw new Error(`The test has no answer to ${question}.`)
    const [status, body] = typeof given === 'function' ? given() : given
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
  })
  return asked
}

let started = false

/** Draws a page at its address, with the texts of a language. */
export async function draw(page: ReactNode, pattern: string, address: string, language: Language = 'nl') {
  if (!started) await startTexts(language)
  started = true
  history.replaceState(null, '', address)
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Suspense fallback={null}>
        <Route path={pattern}>{page}</Route>
      </Suspense>
    </QueryClientProvider>,
  )
}
