/** The Dutch texts as types: a key that does not exist is an error of the compiler. */
import type accounts from './nl/accounts.json'
import type administration from './nl/administration.json'
import type calls from './nl/calls.json'
import type common from './nl/common.json'
import type connection_test from './nl/connection_test.json'
import type contacts from './nl/contacts.json'
import type devices from './nl/devices.json'
import type history from './nl/history.json'
import type presence from './nl/presence.json'
import type profile from './nl/profile.json'
import type shell from './nl/shell.json'
import type symbols from './nl/symbols.json'

export declare const resources: {
  accounts: typeof accounts
  administration: typeof administration
  calls: typeof calls
  common: typeof common
  connection_test: typeof connection_test
  contacts: typeof contacts
  devices: typeof devices
  history: typeof history
  presence: typeof presence
  profile: typeof profile
  shell: typeof shell
  symbols: typeof symbols
}
