/** Which square of a picture is shown: pure, in parts of the picture. */

export interface Size {
  width: number
  height: number
}

/** `x` and `y`: the middle, from 0 to 1 over what can be moved; `zoom`: 1 shows the largest square. */
export interface Crop {
  x: number
  y: number
  zoom: number
}

export interface Square {
  left: number
  top: number
  side: number
}

export const MAX_ZOOM = 4
export const WHOLE: Crop = { x: 0.5, y: 0.5, zoom: 1 }

/** The square (pixels of the picture) that a crop shows; it always lies within the picture. */
export function squareOf({ width, height }: Size, { x, y, zoom }: Crop): Square {
  const side = Math.min(width, height) / within(zoom, 1, MAX_ZOOM)
  return { left: within(x, 0, 1) * (width - side), top: within(y, 0, 1) * (height - side), side }
}

/** The crop after the picture was dragged by a part of the frame's side: to the right shows more of its left. */
export function dragged(size: Size, crop: Crop, right: number, down: number): Crop {
  const { side } = squareOf(size, crop)
  return {
    ...crop,
    x: moved(crop.x, (-right * side) / (size.width - side)),
    y: moved(crop.y, (-down * side) / (size.height - side)),
  }
}

/** The crop with another zoom and the same middle. */
export function zoomed(size: Size, crop: Crop, zoom: number): Crop {
  const next = within(zoom, 1, MAX_ZOOM)
  const before = squareOf(size, crop)
  const side = Math.min(size.width, size.height) / next
  const shift = (before.side - side) / 2
  return {
    zoom: next,
    x: size.width > side ? within((before.left + shift) / (size.width - side), 0, 1) : 0.5,
    y: size.height > side ? within((before.top + shift) / (size.height - side), 0, 1) : 0.5,
  }
}

function moved(place: number, step: number): number {
  // Without room to move the step is a division by zero.
  return Number.isFinite(step) ? within(place + step, 0, 1) : place
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
