import { createContext, useContext } from 'react'

/** What is wrong with the fields of the form around, by field name. */
export const FieldErrors = createContext<Readonly<Record<string, string>>>({})

/** What is wrong with this field, empty when nothing is. */
export function useFieldError(name: string | undefined, own?: string | null): string {
  const errors = useContext(FieldErrors)
  return own || (name === undefined ? '' : (errors[name] ?? ''))
}
