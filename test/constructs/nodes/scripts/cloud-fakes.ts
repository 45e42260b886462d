import type { NodeSandbox } from './node-sandbox';

export const INSTANCE_ID = 'i-0123456789abcdef0';
export const GROUP = 'frontier-alpha-group';

/** Instance metadata, version 2: a token first, then the answers to whoever shows it. */
export function fakeMetadata(node: NodeSandbox, address = '10.0.0.11'): void {
  node.fake(
    'curl',
    `case "$*" in
      *'-X PUT'*api/token) echo TOKEN ;;
      *'token: TOKEN'*meta-data/instance-id) echo ${INSTANCE_ID} ;;
      *'token: TOKEN'*meta-data/placement/region) echo us-east-1 ;;
      *'token: TOKEN'*meta-data/local-ipv4) echo ${address} ;;
      *) exit 22 ;;
    esac`,
  );
}

/** Auto Scaling: the instance's state stands in a file, and completing the launch moves it on. */
export function fakeAutoScaling(node: NodeSandbox, state = 'Pending:Wait'): void {
  node.file('/asg', `${state}\t${GROUP}\n`);
  node.fake(
    'aws',
    `[[ $AWS_DEFAULT_REGION == us-east-1 ]] || exit 253
    case "$*" in
      'autoscaling describe-auto-scaling-instances --instance-ids ${INSTANCE_ID} '*) cat "$ULTRASERVER_ROOT/asg" ;;
      'autoscaling complete-lifecycle-action --lifecycle-hook-name boot-gate --auto-scaling-group-name ${GROUP} '*CONTINUE*)
        printf 'InService\\t${GROUP}\\n' >"$ULTRASERVER_ROOT/asg" ;;
      'autoscaling record-lifecycle-action-heartbeat --lifecycle-hook-name boot-gate '*) ;;
      *) exit 252 ;;
    esac`,
  );
}
