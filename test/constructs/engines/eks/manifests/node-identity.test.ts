import {
  GPU_TAINT,
  GPU_TOLERATION,
  gpuNodeLabels,
  LABEL_PREFIX,
  labelsFlag,
  taintsFlag,
} from '../../../../../constructs/engines/eks/manifests';

const ALPHA = { pool: 'train', member: 'alpha', block: 'cr-0123456789abcdef0' };

test('a GPU node says its pool, UltraServer and block', () => {
  expect(gpuNodeLabels(ALPHA)).toEqual({
    'cdk-ultraserver/pool': 'train',
    'cdk-ultraserver/member': 'alpha',
    'cdk-ultraserver/block': 'cr-0123456789abcdef0',
    'nvidia.com/gpu.present': 'true',
  });
  expect(Object.keys(gpuNodeLabels({ pool: 'train', member: 'alpha' }))).not.toContain('cdk-ultraserver/block');
});

test('a kubelet may set every label', () => {
  for (const key of Object.keys(gpuNodeLabels(ALPHA))) {
    expect(key).not.toMatch(/(^|\.)(kubernetes|k8s)\.io\//);
  }
  // A domain with a dot is somebody's, or may come to be.
  expect(LABEL_PREFIX).toMatch(/^[a-z0-9-]+$/);
});

test('the kubelet takes them as flags', () => {
  expect(labelsFlag(gpuNodeLabels(ALPHA))).toBe(
    '--node-labels=cdk-ultraserver/pool=train,cdk-ultraserver/member=alpha,cdk-ultraserver/block=cr-0123456789abcdef0,nvidia.com/gpu.present=true',
  );
  expect(taintsFlag([GPU_TAINT])).toBe('--register-with-taints=nvidia.com/gpu=present:NoSchedule');
});

test('the toleration is for the taint alone', () => {
  expect(GPU_TOLERATION).toEqual({ ...GPU_TAINT, operator: 'Equal' });
});
