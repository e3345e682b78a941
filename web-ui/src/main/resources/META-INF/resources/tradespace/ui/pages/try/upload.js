/**
 * What may be uploaded: the server's own limits, checked before anything is sent, so that a person need not wait for a
 * refusal.
 */

/** Bytes and pixels that the server takes; see `/api/classify`. */
export const MOST_BYTES = 32e6;
export const MOST_PIXELS = 2 ** 27;

/** So many of a file's first bytes tell its kind. */
export const MAGIC = 8;

const KINDS = [
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/bmp', bytes: [0x42, 0x4d] },
];

/** @param {Uint8Array} first bytes of a file, whatever it is called @returns {string|null} `image/png`, `image/jpeg`, `image/bmp`, or null */
export function kindOf(first) {
  return KINDS.find(({ bytes }) => bytes.every((byte, place) => first[place] === byte))?.type ?? null;
}

/**
 * @param {string} name
 * @param {number} size in bytes
 * @param {string|null} kind as {@link kindOf} found it
 * @returns {string|null} why the file is not sent, null where nothing stands in its way
 */
export function fileProblem(name, size, kind) {
  if (size === 0) return `${name} is empty.`;
  if (kind === null) return `${name} is not a PNG, JPEG or BMP image.`;
  if (size > MOST_BYTES) return `${name} has ${megabytes(size)} MB; at most ${megabytes(MOST_BYTES)} MB can be sent.`;
  return null;
}

/** @param {string} name @param {number} width @param {number} height @returns {string|null} */
export function pixelProblem(name, width, height) {
  if (width * height <= MOST_PIXELS) return null;
  return `${name} has ${width} × ${height} pixels; at most ${Math.floor(MOST_PIXELS / 1e6)} million can be sent.`;
}

/** @param {number} bytes @returns {number} with one decimal, rounded up: 5.01 MB are not "5 MB" */
function megabytes(bytes) {
  return Math.ceil(bytes / 1e5) / 10;
}

/**
 * The square that a network is shown: cut from the middle, the short side whole.
 *
 * @param {number} width
 * @param {number} height
 * @returns {{left: number, top: number, side: number}}
 */
export function middleSquare(width, height) {
  const side = Math.min(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}
