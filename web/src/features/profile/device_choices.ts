/** What can be chosen in a list of devices; pure. */

export interface DeviceInfo {
  deviceId: string
  kind: MediaDeviceKind
  label: string
}

interface Words {
  /** For the device that the system chooses. */
  standard: string
  /** For one without a name: before the user has allowed anything, browsers tell none. */
  numbered: (number: number) => string
  /** For a chosen one that is not there now. */
  away: string
}

/** The value of "as the system has it"; a list can not have null. */
export const STANDARD = 'standard'

/** The options for one kind of device: the standard one first, and the chosen one also when it is not connected. */
export function optionsFor(
  kind: MediaDeviceKind,
  connected: readonly DeviceInfo[],
  chosen: string | null,
  words: Words,
): { value: string; label: string }[] {
  // Chromium lists its "default" and "communications" as devices beside the real ones.
  const real = connected.filter(
    (device) => device.kind === kind && !['', 'default', 'communications'].includes(device.deviceId),
  )
  const options = real.map(({ deviceId, label }, at) => ({
    value: deviceId,
    label: label || words.numbered(at + 1),
  }))
  const isAway = chosen !== null && !options.some(({ value }) => value === chosen)
  return [
    { value: STANDARD, label: words.standard },
    ...options,
    ...(isAway ? [{ value: chosen, label: words.away }] : []),
  ]
}
