import { UltraServerType } from 'cdk-ultraserver/hardware';

UltraServerType.fromName('u-none');
