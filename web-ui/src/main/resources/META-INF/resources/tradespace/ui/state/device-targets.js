/**
 * Targets of devices elsewhere, as the page knows those of this machine. A device is asked for once.
 *
 * @import {Target} from '../api/types.js'
 * @import {DeviceDetail, PublishedTarget} from '../api/device-types.js'
 */
import * as api from '../api/client.js';

/** @type {Map<string, Promise<DeviceDetail>>} */
const asked = new Map();

/** @param {string} id @returns {Promise<DeviceDetail>} */
export function deviceDetail(id) {
  const known = asked.get(id);
  if (known) return known;
  const answer = api.device(id);
  asked.set(id, answer);
  answer.catch(() => asked.delete(id));
  return answer;
}

/** @param {DeviceDetail} device @param {PublishedTarget} configuration @returns {Target} */
export function targetOf({ id: device }, { id, runtime, precision, threads, batch, title }) {
  return { id, device, runtime, precision, threads: threads ?? 0, batch, title };
}

/**
 * @param {string[]} ids of targets
 * @returns {Promise<Target[]>} in the same order; without those that no device has
 */
export async function targetsElsewhere(ids) {
  const details = await Promise.all([...new Set(ids.map(deviceOf))].map((device) => deviceDetail(device).catch(none)));
  const all = details.flatMap((device) => (device === null ? [] : device.configurations.map((one) => targetOf(device, one))));
  return ids.flatMap((id) => all.find((target) => target.id === id) ?? []);
}

/** @param {string} target `raspberry-pi-5/ncnn-fp32-4t` @returns {string} `raspberry-pi-5` */
export function deviceOf(target) {
  return target.split('/')[0];
}

/** @param {unknown} error @returns {null} where there is no such device */
function none(error) {
  if (error instanceof api.Refused && error.status >= 400 && error.status < 500) return null;
  throw error;
}
