/**
 * Where a picture is picked, dropped, pasted, or taken from the test images, and how it looks to a network. It is
 * decoded here only to be shown: what is sent is the file as it is.
 *
 * @import {Dataset} from '../../api/types.js'
 * @import {Picture} from './try.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { errorView, isGivenUp } from '../../parts/notices.js';
import { fileProblem, kindOf, MAGIC, middleSquare, MOST_BYTES, MOST_PIXELS, pixelProblem } from './upload.js';

/** So many test images are offered. */
const SAMPLES = 8;

/** The longer side of the picture on the page, in pixels. */
const SHOWN = 160;

/** @param {{picked: (picture: Picture) => void, refused: () => void}} heard */
export function picker({ picked, refused }) {
  /** @type {Dataset|null} */
  let dataset = null;
  /** @type {ImageBitmap|null} */
  let bitmap = null;
  let name = '';
  let asked = new AbortController();
  const trouble = h('div', { role: 'alert' });
  const previews = h('div.previews', { hidden: true });
  const samples = h('div.samples-place');
  const input = h('input.unseen', { type: 'file', accept: 'image/png,image/jpeg,image/bmp', onchange: () => takeFirst(input.files) });
  const drop = h(
    'label.drop',
    {
      ondragover: (/** @type {DragEvent} */ event) => {
        event.preventDefault();
        drop.classList.add('over');
      },
      ondragleave: () => drop.classList.remove('over'),
      ondrop: (/** @type {DragEvent} */ event) => {
        event.preventDefault();
        drop.classList.remove('over');
        takeFirst(event.dataTransfer?.files);
      },
    },
    input,
    h('b', {}, 'Pick a picture'),
    h('span', {}, 'or drop or paste one here'),
    h('small', {}, `PNG, JPEG or BMP, at most ${MOST_BYTES / 1e6} MB and ${Math.floor(MOST_PIXELS / 1e6)} million pixels`),
  );
  const pasted = (/** @type {ClipboardEvent} */ event) => takeFirst(event.clipboardData?.files);
  document.addEventListener('paste', pasted);

  /** @param {FileList|null|undefined} files */
  function takeFirst(files) {
    const file = files?.[0];
    if (file) take(file, file.name);
    // The same file can be picked again after a change.
    input.value = '';
  }

  /** @param {Blob} file @param {string} called */
  async function take(file, called) {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const kind = kindOf(new Uint8Array(await file.slice(0, MAGIC).arrayBuffer()));
    const why = fileProblem(called, file.size, kind);
    if (why !== null || kind === null) return refuse(why ?? '');
    // The type is what the bytes say, not what the name does.
    const blob = new Blob([file], { type: kind });
    let decoded;
    try {
      // Upright, as the platform turns it, whichever way the camera was held.
      decoded = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    } catch {
      return refuse(`${called} cannot be read: the image is damaged.`);
    }
    if (signal.aborted) return decoded.close();
    const large = pixelProblem(called, decoded.width, decoded.height);
    if (large !== null) {
      decoded.close();
      return refuse(large);
    }
    bitmap?.close();
    bitmap = decoded;
    name = called;
    fill(trouble);
    drawPreviews();
    picked({ name: called, blob });
    return undefined;
  }

  /** @param {string} why */
  function refuse(why) {
    bitmap?.close();
    bitmap = null;
    fill(trouble, h('p.notice.bad.flush', {}, why));
    drawPreviews();
    refused();
  }

  /** @param {string} address @param {string} called */
  async function takeSample(address, called) {
    try {
      await take(await api.image(address, asked.signal), called);
    } catch (error) {
      if (!isGivenUp(error)) fill(trouble, errorView(error));
    }
  }

  function drawPreviews() {
    previews.hidden = bitmap === null;
    if (bitmap === null) return fill(previews);
    return fill(
      previews,
      h('figure', {}, wholeOf(bitmap, name), h('figcaption', {}, `${bitmap.width} × ${bitmap.height}`)),
      h('figure', {}, squareOf(bitmap, dataset), h('figcaption', {}, dataset?.size ? `as the network sees it: ${dataset.size} × ${dataset.size}${dataset.channels === 1 ? ', grey' : ''}` : 'as the network sees it: the middle square')),
    );
  }

  return {
    element: h('div.picker', {}, drop, trouble, previews, samples),
    /** @param {Dataset|null} next of the models asked; null where it is no longer here */
    show(next) {
      dataset = next;
      drawPreviews();
      fill(samples, next && next.test > 0 && samplesView(next, takeSample));
    },
    close() {
      asked.abort();
      document.removeEventListener('paste', pasted);
      bitmap?.close();
    },
  };
}

/** @param {Dataset} dataset @param {(address: string, called: string) => void} take */
function samplesView({ id, test, classes }, take) {
  const places = Array.from({ length: Math.min(SAMPLES, test) }, (_, place) => Math.floor((place * test) / SAMPLES));
  return [
    h('p.hint', {}, `Or one of the test images of ${id} (${classes.length} classes):`),
    h(
      'div.samples-grid',
      {},
      places.map((index) => {
        const address = api.imageAddress(id, 'test', index);
        return h(
          'button',
          { type: 'button', 'aria-label': `Test image ${index}`, onclick: () => take(address, `Test image ${index}`) },
          h('img', { src: api.imageAddress(id, 'test', index, 48), alt: '', width: 48, height: 48, loading: 'lazy' }),
        );
      }),
    ),
  ];
}

/** @param {ImageBitmap} bitmap @param {string} name @returns {HTMLCanvasElement} */
function wholeOf(bitmap, name) {
  const scale = SHOWN / Math.max(bitmap.width, bitmap.height);
  const canvas = h('canvas', { role: 'img', 'aria-label': `The picture ${name}` });
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  pen.imageSmoothingEnabled = scale < 1;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {ImageBitmap} bitmap @param {Dataset|null} dataset @returns {HTMLCanvasElement} cut and shrunk as the platform does */
function squareOf(bitmap, dataset) {
  const { left, top, side } = middleSquare(bitmap.width, bitmap.height);
  const size = dataset?.size ?? SHOWN;
  const canvas = h('canvas.network', { role: 'img', 'aria-label': 'The picture as the network sees it' });
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, size, size);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, left, top, side, side, 0, 0, size, size);
  if (dataset?.channels === 1) {
    const pixels = pen.getImageData(0, 0, size, size);
    const { data } = pixels;
    for (let at = 0; at < data.length; at += 4) {
      // ITU-R BT.601, as decoders turn colour into grey.
      const grey = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
      data.fill(grey, at, at + 3);
    }
    pen.putImageData(pixels, 0, 0);
  }
  return canvas;
}
