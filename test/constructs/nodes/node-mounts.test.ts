import { Fn } from 'aws-cdk-lib';
import type { Mount } from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { define, launchTemplateData } from './ultraserver-stack';

describe('mounts', () => {
  const file = (path: string): Mount => ({
    kind: 'lustre',
    fileSystemId: 'fs-0123456789abcdef0',
    dnsName: Fn.importValue('frontier-storage:LustreDnsName'),
    exportName: Fn.importValue('frontier-storage:LustreMountName'),
    path,
    options: ['_netdev', 'noatime', 'flock'],
  });

  test('are in the table of the nodes, by names that are known at deployment', () => {
    const text = JSON.stringify(launchTemplateData(define({ mounts: [file('/fsx')] }).template).UserData);
    expect(text).toContain('/etc/ultraserver/mounts.fstab');
    expect(text).toMatch(
      /LustreDnsName"\},"@tcp:\/",\{"Fn::ImportValue":"frontier-storage:LustreMountName"\}," \/fsx lustre _netdev,noatime,flock 0 0/,
    );
    expect(JSON.stringify(launchTemplateData(define().template).UserData)).not.toContain('mounts');
  });

  test('fit into user data, two beside IMEX', () => {
    const stack = testStack('frontier-cell-main');
    define({ mounts: [file('/fsx'), file('/scratch')], cluster: 'frontier' }, stack);
    expect(stack.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([]);
  });

  test('that hide each other, or the system, are refused', () => {
    expect(() => define({ mounts: [file('/fsx'), file('/fsx/home')] })).toThrow(/\[mount-path-overlap\]/);
    expect(() => define({ mounts: [file('/usr/local')] })).toThrow(/\[mount-path-taken\]/);
  });

  test('options that are known at deployment alone are not judged', () => {
    const mount = { ...file('/home'), options: [`mounttargetip=${Fn.importValue('frontier-storage:Target')}`] };
    expect(() => define({ mounts: [mount] })).not.toThrow();
    expect(() => define({ mounts: [{ ...mount, options: ['rw,suid'] }] })).toThrow(/\[mount-option\]/);
  });

  test('count with the longest text that they can become, however long the references to it are', () => {
    const long = (id: string): string => Fn.importValue(`frontier-storage:${id}${'x'.repeat(8000)}`);
    const defineWith = (mount: Mount) => () => define({ mounts: [mount] });
    const home: Mount = {
      kind: 'efs',
      fileSystemId: long('Id'),
      dnsName: long('DnsName'),
      exportName: '/',
      path: '/home',
      options: ['tls', `mounttargetip=${long('Target')}`],
    };
    expect(defineWith(home)).not.toThrow();
    expect(defineWith({ ...file('/fsx'), dnsName: long('DnsName'), exportName: long('MountName') })).not.toThrow();
    // Of other references nothing is known.
    expect(defineWith({ ...home, options: [long('Options')] })).toThrow(/\[user-data-size\]/);
  });
});
