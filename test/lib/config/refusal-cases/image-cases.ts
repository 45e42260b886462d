import type { RefusalCase } from './refusal-case';
import { ULTRASERVERS, WITH_IMAGE, edit, inFile } from './refusal-case';

export const IMAGES: readonly RefusalCase[] = [
  inFile(
    WITH_IMAGE,
    'image-reference',
    '{ id: ami-0123456789abcdef0, ',
    '^{ ',
    'neither id nor ssm',
    '{ ssm: /team/gb200, ',
  ),
  inFile(WITH_IMAGE, 'image-reference', '{ id:', '^{ ssm: /team/gb200, id:', 'both id and ssm'),
  inFile(WITH_IMAGE, 'image-id-form', 'ami-0123456789abcdef0', '^ami-123', 'describe-images', 'ami-0a1b2c3d'),
  inFile(
    WITH_IMAGE,
    'image-parameter-form',
    'id: ami-0123456789abcdef0',
    'ssm: ^team/gb200',
    'absolute path',
    'ssm: /team/gb200',
  ),
  inFile(
    WITH_IMAGE,
    'image-parameter-moves',
    'id: ami-0123456789abcdef0',
    'ssm: ^/aws/service/deeplearning/ami/arm64/base/latest/ami-id',
    "'latest' changes with each release",
    'ssm: /team/latest-good/ami-id',
  ),
  inFile(WITH_IMAGE, 'image-architecture', 'arm64', '^x86_64', 'runs arm64'),
  inFile(WITH_IMAGE, 'image-root-device', '/dev/xvda', '^/dev/nvme0n1', 'RootDeviceName', '/dev/sda1'),
  inFile(WITH_IMAGE, 'driver-version', '580.159.03', '^v580', 'is not a version', '580.1'),
  inFile(WITH_IMAGE, 'driver-minimum', '580.159.03', '^565.57.01', 'older than 570', '570.0.0'),
  inFile(WITH_IMAGE, 'driver-fault', '580.159.03', '^595.91.07', 'from branch 595 on', '580.178.04'),
  {
    id: 'image-default-none',
    wrong: edit(edit(ULTRASERVERS, 'u-p6e-gb200x72', 'u-trn2x64'), '- name: train', '- ^name: train'),
    says: 'no default image is known for trn2u.48xlarge',
    right: edit(edit(WITH_IMAGE, 'u-p6e-gb200x72', 'u-trn2x64'), 'arm64', 'x86_64'),
  },
];
