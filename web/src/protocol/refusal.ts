/** A refused or failed command (docs/protocol.md, "Refusals"). */

export interface RefusedField {
  code: string
  message: string
  param: string | null
}

interface ErrorBody {
  errors?: { code?: unknown; message?: unknown; param?: unknown }[]
}

/** What stands in no answer because there was none. */
const OWN_SENTENCES = {
  unreachable: {
    nl: 'De server is niet bereikbaar. Controleer uw internetverbinding en probeer het opnieuw.',
    en: 'The server cannot be reached. Check your internet connection and try again.',
  },
  unreadable: {
    nl: 'De server gaf een onverwacht antwoord. Probeer het over een ogenblik opnieuw.',
    en: 'The server gave an unexpected answer. Try again in a moment.',
  },
} as const

/** `status` is the HTTP status, 0 when the server was not reached; `message` is a sentence for the user. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly param: string | null
  readonly errors: RefusedField[]

  constructor(status: number, errors: RefusedField[]) {
    const first = errors[0] ?? ownError('unreadable')
    super(first.message)
    this.name = 'Refusal'
    this.status = status
    this.code = first.code
    this.param = first.param
    this.errors = errors.length > 0 ? errors : [first]
  }

  /** The server was not reached. */
  static unreachable(): Refusal {
    return new Refusal(0, [ownError('unreachable')])
  }

  /** Reads the body of an error answer; anything unknown becomes a sentence of our own. */
  static from(status: number, body: unknown): Refusal {
    const errors = (isErrorBody(body) ? (body.errors ?? []) : []).map((error) => ({
      code: String(error.code ?? 'unreadable'),
      message: String(error.message ?? ownError('unreadable').message),
      param: typeof error.param === 'string' ? error.param : null,
    }))
    return new Refusal(status, errors)
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && Array.isArray((body as ErrorBody).errors)
}

function ownError(code: keyof typeof OWN_SENTENCES): RefusedField {
  const language = document.documentElement.lang === 'en' ? 'en' : 'nl'
  return { code, message: OWN_SENTENCES[code][language], param: null }
}
