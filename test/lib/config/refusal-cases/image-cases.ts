import type { RefusalCase } from './refusal-case';
import { ULTRASERVERS, WITH_IMAGE, edit, inFile } from './refusal-case';

/** An image of one member, beside that of its pool. */
const WITH_MEMBER_IMAGE = edit(
  WITH_IMAGE,
  '{ name: bravo,',
  '{ name: bravo, image: { id: ami-0a1b2c3d, architecture: arm64, rootDevice: /dev/sda1, driver: 580.105.08 },',
);

function ofMember(id: string, from: string, wrong: string, says: string, right: string): RefusalCase {
  return inFile(WITH_MEMBER_IMAGE, id, from, wrong, says, right);
}

export const IMAGES: readonly RefusalCase[] = [
  ofMember('image-reference', '{ id: ami-0a1b2c3d, ', '^{ ', 'neither id nor ssm', '{ ssm: /team/gb200, '),
  ofMember('image-id-form', 'ami-0a1b2c3d', '^ami-0a1b2c3', 'is no AMI id', 'ami-0a1b2c3e'),
  ofMember('image-parameter-moves', 'id: ami-0a1b2c3d', 'ssm: ^/team/latest/id', "'latest'", 'ssm: /team/lately/id'),
  ofMember(
    'image-architecture',
    'architecture: arm64, rootDevice: /dev/sda1',
    'architecture: ^x86_64, rootDevice: /dev/sda1',
    'p6e-gb200.36xlarge runs arm64',
    'architecture: arm64, rootDevice: /dev/sda2',
  ),
  ofMember('image-root-device', '/dev/sda1', '^/dev/sda1x', 'RootDeviceName', '/dev/sda11'),
  ofMember('driver-fault', '580.105.08', '^595.45.04', 'from branch 595 on', '590.44.01'),
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
  {
    id: 'image-architecture',
    wrong: edit(WITH_IMAGE, 'arm64', '^x86_64'),
    says: 'runs arm64',
    right: edit(edit(WITH_IMAGE, 'u-p6e-gb200x72', 'u-trn2x64'), 'arm64', 'x86_64'),
  },
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
