import { knowMetrics } from '../../main/resources/META-INF/resources/tradespace/ui/words/metrics.js';

/** What the server says of metrics, for tests. */
export const metrics = [
  { id: 'accuracy', unit: '%', goal: 'maximize', basis: 'scored', title: 'Accuracy', label: 'accuracy' },
  { id: 'latency', unit: 'ms', goal: 'minimize', basis: 'measured', title: 'Latency (p50)', label: 'latency' },
  { id: 'throughput', unit: '1/s', goal: 'maximize', basis: 'measured', title: 'Throughput', label: 'throughput' },
  { id: 'memory', unit: 'B', goal: 'minimize', basis: 'measured', title: 'Memory', label: 'memory' },
  { id: 'energy', unit: 'J', goal: 'minimize', basis: 'measured', title: 'Energy per inference', label: 'energy' },
  { id: 'params', unit: '1', goal: 'minimize', basis: 'counted', title: 'Parameters', label: 'parameters' },
  { id: 'macs', unit: '1', goal: 'minimize', basis: 'counted', title: 'MACs', label: 'MACs' },
  { id: 'modelSize', unit: 'B', goal: 'minimize', basis: 'counted', title: 'Model size', label: 'model size' },
];

knowMetrics(metrics);
