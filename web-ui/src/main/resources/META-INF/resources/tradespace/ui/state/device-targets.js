/**
 * Targets of devices elsewhere, as the page knows those of this machine. The details of a device are asked for once.
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
 * @param {string[]} ids of targets, here and elsewhere
 * @returns {Promise<Target[]>} in the same order; without those that there are not
 */
export async function namedTargets(ids) {
  const named = ids.filter((id) => id.trim() !== '');
  // Without a name the server tells of all that are here.
  return named.length === 0 ? [] : (await api.targets({ target: named })).items;
}

/** @param {string} target `raspberry-pi-5/ncnn-fp32-4t` @returns {string} `raspberry-pi-5` */
export function deviceOf(target) {
  return target.split('/')[0];
}
