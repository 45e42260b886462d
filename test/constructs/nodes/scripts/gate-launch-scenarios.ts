import { fakeAutoScaling, GROUP } from './cloud-fakes';
import { change, efaDevices, fakeGpus, tool, without } from './gate-nodes';
import type { GateScenario } from './gate-scenarios';
import { GARBAGE, HANG, SILENT } from './node-sandbox';

const told = { result: 'unreported', status: 75, reboots: 0, check: 'lifecycle-action' };

/** What can come between a sound node and its launch: every answer of Auto Scaling and of the metadata. */
export const LAUNCH_SCENARIOS: GateScenario[] = [
  { name: 'aws absent', arrange: without('aws'), ...told, reason: /aws is not installed/ },
  { name: 'aws silent', arrange: tool('aws', SILENT), ...told, reason: /printed nothing/ },
  { name: 'aws garbage', arrange: tool('aws', GARBAGE), ...told, reason: /aws autoscaling printed/ },
  { name: 'aws hanging', arrange: tool('aws', HANG), ...told, reason: /did not answer/ },
  { name: 'aws refused', arrange: tool('aws', 'exit 254'), ...told, reason: /exit status 254/ },
  { name: 'an instance in no group', arrange: tool('aws', 'echo None'), ...told, reason: /printed 'None'/ },
  {
    name: 'an action that is accepted and not taken',
    arrange: tool('aws', `[[ $* == *complete* ]] || printf 'Pending:Wait\\t${GROUP}\\n'`),
    ...told,
    completed: true,
    reason: /still waits/,
  },
  {
    name: 'an action that is refused',
    arrange: tool('aws', `[[ $* != *complete* ]] || exit 254; printf 'Pending:Wait\\t${GROUP}\\n'`),
    ...told,
    completed: true,
    reason: /complete-lifecycle-action failed with exit status 254/,
  },
  {
    name: 'a launch hook that is not reached',
    arrange: change((node) => fakeAutoScaling(node, 'Pending')),
    ...told,
    reason: /has not come to the launch hook/,
  },
  { name: 'metadata absent', arrange: without('curl'), ...told, reason: /curl is not installed/ },
  { name: 'metadata silent', arrange: tool('curl', SILENT), ...told, reason: /printed nothing/ },
  { name: 'metadata garbage', arrange: tool('curl', GARBAGE), ...told, reason: /instance metadata gave/ },
  { name: 'metadata hanging', arrange: tool('curl', HANG), ...told, reason: /did not answer/ },
];

/** What the gate does with a faulty node. */
export const REBOOT_SCENARIOS: GateScenario[] = [
  {
    name: 'a faulty node on its second boot',
    arrange: change((node) => efaDevices(node, 3)),
    boots: 2,
    result: 'failed',
    check: 'efa-count',
    reason: /four-efa/,
  },
  {
    name: 'a faulty node that an operator has asked once more',
    arrange: change((node) => fakeGpus(node, 3)),
    boots: 3,
    result: 'failed',
    check: 'gpu-count',
    reason: /number of GPUs/,
  },
  {
    name: 'a faulty node whose systemctl hangs',
    arrange: (node) => [tool('systemctl', HANG)(node), fakeGpus(node, 3)],
    result: 'failed',
    check: 'gpu-count',
    reason: /systemctl reboot failed/,
  },
  {
    name: 'a faulty node whose systemctl is absent',
    arrange: (node) => [without('systemctl')(node), fakeGpus(node, 3)],
    result: 'failed',
    reboots: 0,
    heartbeats: 1,
    check: 'gpu-count',
    reason: /systemctl reboot failed/,
  },
  ...[
    ['hanging', HANG],
    ['absent', undefined],
    ['refused', 'exit 254'],
  ].map(([how, body]) => ({
    name: `a faulty node that cannot say that it reboots: aws ${how}`,
    arrange: change((node) => [
      fakeGpus(node, 3),
      body === undefined ? node.remove('/bin/aws') : node.fake('aws', body),
    ]),
    check: 'gpu-count',
    reason: /number of GPUs/,
    heartbeats: 0,
  })),
  {
    name: 'a faulty node that is in service',
    arrange: change((node) => [fakeGpus(node, 3), fakeAutoScaling(node, 'InService')]),
    check: 'gpu-count',
    reason: /number of GPUs/,
    heartbeats: 0,
  },
  {
    name: 'a faulty node whose reboot cannot be recorded',
    arrange: change((node) => {
      fakeGpus(node, 3);
      node.fake('sync', 'exit 1');
    }),
    result: 'failed',
    reboots: 0,
    check: 'gpu-count',
    reason: /cannot be recorded/,
  },
  {
    name: 'a faulty node whose record cannot reach the disk: sync hangs',
    arrange: change((node) => {
      fakeGpus(node, 3);
      node.fake('sync', HANG);
    }),
    result: 'failed',
    reboots: 0,
    check: 'gpu-count',
    reason: /cannot be recorded/,
  },
];
