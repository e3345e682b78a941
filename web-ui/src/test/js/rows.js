/** Rows as the server sends them, for tests. */
const figure = (value, unit, origin, more = {}) =>
  value === null ? { value: null, unit, origin: 'unavailable', reason: 'not measured' } : { value, unit, origin, ...more };

export function row(id, variant, { accuracy, latency, params = 5e6, origin = 'published', interval } = {}) {
  return {
    id,
    variant,
    family: variant.split('/')[0],
    target: 'local-cpu/ort-fp32-1t',
    dataset: 'imagenet-1k',
    protocol: 'quick',
    accuracy: figure(accuracy ?? null, '%', origin),
    latency: figure(latency ?? null, 'ms', 'measured', interval ? { interval } : {}),
    throughput: figure(null, '1/s'),
    memory: figure(null, 'B'),
    energy: figure(null, 'J'),
    params: figure(params, '1', 'measured'),
    macs: figure(1e9, '1', 'measured'),
    modelSize: figure(null, 'B'),
    latencyDetail: null,
    warmupSettled: true,
    noisy: false,
    disturbances: [],
    failure: null,
    data: null,
    seed: 7,
    training: null,
    conditions: { digest: 'c0ffee', machine: '0123456789ab', cpu: 'Xeon', runtime: 'onnxruntime 1.28.0', threads: 1, batch: 1 },
    plugin: { plugin: 'built in', digest: '0.1.0' },
    apart: [],
    stale: null,
  };
}
