/** What a form needs to know of a refused command, wherever the error was made. */
export interface Refused {
  message: string
  errors: { message: string; param: string | null }[]
}

/** Returns the error as a refusal; anything else is a fault of the program and is thrown on. */
export function asRefused(error: unknown): Refused {
  if (error instanceof Error && Array.isArray((error as Partial<Refused>).errors))
    return error as Error & Refused
  throw error
}
