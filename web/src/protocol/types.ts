/** The shapes of the API by the names that the product uses; generated in `api.d.ts`. */
import type { components } from './api'

type Schemas = components['schemas']

export type Person = Schemas['Person']
export type Me = Schemas['Me']
export type MySettings = Schemas['MySettings']
export type Organisation = Schemas['OrganisationOut']
export type DemoAccount = Schemas['DemoAccount']
export type SessionAnswer = Schemas['SessionOut']
export type Device = Schemas['DeviceOut']
export type Room = Schemas['Room']
export type Seat = Schemas['Seat']
export type Ring = Schemas['Ring']
export type Live = Schemas['Live']
export type Contact = Schemas['ContactSchema']
export type ContactRequest = Schemas['RequestSchema']
export type Presence = Schemas['Shown']
export type MyPresence = Schemas['Mine']
export type HistoryEntry = Schemas['HistoryEntryOut']
export type ListedPerson = Schemas['ListedPerson']
export type Policies = Schemas['Policies']
export type Language = SessionAnswer['language']
