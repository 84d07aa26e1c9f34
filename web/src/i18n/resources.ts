/** The Dutch texts as types: a key that does not exist is an error of the compiler. */
import type accounts from './nl/accounts.json'
import type administration from './nl/administration.json'
import type appointments from './nl/appointments.json'
import type branding from './nl/branding.json'
import type call_me from './nl/call_me.json'
import type calls from './nl/calls.json'
import type common from './nl/common.json'
import type conferences from './nl/conferences.json'
import type connection_test from './nl/connection_test.json'
import type contacts from './nl/contacts.json'
import type desk from './nl/desk.json'
import type devices from './nl/devices.json'
import type groups from './nl/groups.json'
import type guest from './nl/guest.json'
import type history from './nl/history.json'
import type menu from './nl/menu.json'
import type presence from './nl/presence.json'
import type profile from './nl/profile.json'
import type room_links from './nl/room_links.json'
import type shell from './nl/shell.json'
import type symbols from './nl/symbols.json'
import type telephony from './nl/telephony.json'
import type visit from './nl/visit.json'
import type waiting_room from './nl/waiting_room.json'
import type website_button from './nl/website_button.json'

export declare const resources: {
  accounts: typeof accounts
  administration: typeof administration
  branding: typeof branding
  call_me: typeof call_me
  appointments: typeof appointments
  calls: typeof calls
  common: typeof common
  conferences: typeof conferences
  connection_test: typeof connection_test
  contacts: typeof contacts
  desk: typeof desk
  devices: typeof devices
  guest: typeof guest
  groups: typeof groups
  history: typeof history
  menu: typeof menu
  presence: typeof presence
  profile: typeof profile
  room_links: typeof room_links
  shell: typeof shell
  symbols: typeof symbols
  telephony: typeof telephony
  waiting_room: typeof waiting_room
  visit: typeof visit
  website_button: typeof website_button
}
