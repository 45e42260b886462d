import { Ajv, type SchemaObject } from 'ajv';

/**
 * Schemas of custom resources: the part that the renderers use, written from the types of each project. A field that is
 * not here is refused; one that the project has can be added. `template` fields of pods and jobs are Kubernetes' own, and
 * are judged by its schema.
 */
const text: SchemaObject = { type: 'string', minLength: 1 };
const name: SchemaObject = { type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$', maxLength: 253 };
const flag: SchemaObject = { type: 'boolean' };
const quantity: SchemaObject = { type: 'string', pattern: '^\\d+(m|[KMGTPE]i?)?$' };
const core: SchemaObject = { type: 'object' };
const labelKey: SchemaObject = {
  type: 'string',
  minLength: 1,
  maxLength: 316,
  pattern:
    '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$',
};
const labels: SchemaObject = {
  type: 'object',
  propertyNames: labelKey,
  additionalProperties: { type: 'string', maxLength: 63, pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$' },
};
const taints = (most: number): SchemaObject =>
  list(
    object({ key: labelKey, value: text, effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute') }, [
      'key',
      'effect',
    ]),
    0,
    most,
  );

function oneOf(...values: string[]): SchemaObject {
  return { enum: values };
}

function count(minimum: number): SchemaObject {
  return { type: 'integer', minimum };
}

function list(items: SchemaObject, minItems = 0, maxItems = 1024): SchemaObject {
  return { type: 'array', items, minItems, maxItems };
}

function object(properties: Record<string, SchemaObject>, required: string[] = Object.keys(properties)): SchemaObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

function resource(apiVersion: string, kind: string, scope: 'Namespaced' | 'Cluster', spec: SchemaObject): SchemaObject {
  const metadata = object(
    { name, labels, annotations: core, ...(scope === 'Namespaced' ? { namespace: name } : {}) },
    scope === 'Namespaced' ? ['name', 'namespace'] : ['name'],
  );
  return object({ apiVersion: { const: apiVersion }, kind: { const: kind }, metadata, spec });
}

const KUEUE = 'kueue.x-k8s.io/v1beta2';

const SCHEMAS: Record<string, SchemaObject> = {
  /** https://github.com/kubernetes-sigs/kueue/blob/main/apis/kueue/v1beta2/topology_types.go */
  Topology: resource(
    KUEUE,
    'Topology',
    'Cluster',
    object({ levels: { ...list(object({ nodeLabel: labelKey }), 1, 16), uniqueItems: true } }),
  ),

  /** https://github.com/kubernetes-sigs/kueue/blob/main/apis/kueue/v1beta2/resourceflavor_types.go */
  ResourceFlavor: resource(
    KUEUE,
    'ResourceFlavor',
    'Cluster',
    object({
      nodeLabels: { ...labels, minProperties: 1, maxProperties: 8 },
      nodeTaints: taints(8),
      topologyName: name,
    }),
  ),

  /** https://github.com/kubernetes-sigs/kueue/blob/main/apis/kueue/v1beta2/clusterqueue_types.go */
  ClusterQueue: resource(
    KUEUE,
    'ClusterQueue',
    'Cluster',
    object(
      {
        cohortName: name,
        namespaceSelector: object({
          matchExpressions: list(object({ key: labelKey, operator: oneOf('In'), values: list(name, 1) })),
        }),
        preemption: object({
          reclaimWithinCohort: oneOf('Never', 'LowerPriority', 'Any'),
          withinClusterQueue: oneOf('Never', 'LowerPriority', 'LowerOrNewerEqualPriority'),
        }),
        resourceGroups: list(
          object({
            coveredResources: { ...list(labelKey, 1, 64), uniqueItems: true },
            flavors: list(
              object({ name, resources: list(object({ name: labelKey, nominalQuota: quantity }), 1, 64) }),
              1,
              64,
            ),
          }),
          0,
          16,
        ),
      },
      ['namespaceSelector', 'preemption', 'resourceGroups'],
    ),
  ),

  /** https://github.com/kubernetes-sigs/kueue/blob/main/apis/kueue/v1beta2/localqueue_types.go */
  LocalQueue: resource(KUEUE, 'LocalQueue', 'Namespaced', object({ clusterQueue: name })),

  /** https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/deployments/helm/dra-driver-nvidia-gpu/crds/resource.nvidia.com_computedomains.yaml */
  ComputeDomain: resource(
    'resource.nvidia.com/v1beta1',
    'ComputeDomain',
    'Namespaced',
    object({
      numNodes: count(0),
      channel: object({ resourceClaimTemplate: object({ name }), allocationMode: oneOf('Single', 'All') }),
    }),
  ),

  /** https://github.com/kubernetes-sigs/jobset/blob/main/api/jobset/v1alpha2/jobset_types.go */
  JobSet: resource(
    'jobset.x-k8s.io/v1alpha2',
    'JobSet',
    'Namespaced',
    object({
      network: object({ enableDNSHostnames: flag, publishNotReadyAddresses: flag }),
      successPolicy: object({ operator: oneOf('All', 'Any') }),
      failurePolicy: object({
        maxRestarts: count(0),
        restartStrategy: oneOf('Recreate', 'BlockingRecreate', 'InPlaceRestart'),
      }),
      replicatedJobs: list(object({ name, replicas: count(1), template: core }), 1),
    }),
  ),

  /** https://github.com/kubernetes-sigs/lws/blob/main/api/leaderworkerset/v1/leaderworkerset_types.go */
  LeaderWorkerSet: resource(
    'leaderworkerset.x-k8s.io/v1',
    'LeaderWorkerSet',
    'Namespaced',
    object({
      replicas: count(0),
      startupPolicy: oneOf('LeaderCreated', 'LeaderReady'),
      leaderWorkerTemplate: object(
        {
          size: count(1),
          restartPolicy: oneOf('RecreateGroupOnPodRestart', 'RecreateGroupAfterStart', 'None'),
          leaderTemplate: core,
          workerTemplate: core,
        },
        ['size', 'restartPolicy', 'workerTemplate'],
      ),
    }),
  ),

  /** https://github.com/aws/karpenter-provider-aws/blob/main/pkg/apis/crds/karpenter.sh_nodepools.yaml */
  NodePool: resource(
    'karpenter.sh/v1',
    'NodePool',
    'Cluster',
    object({
      template: object({
        metadata: object({ labels }),
        spec: object({
          nodeClassRef: object({ group: name, kind: text, name }),
          requirements: list(
            object(
              {
                key: labelKey,
                operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
                values: list(text),
              },
              ['key', 'operator'],
            ),
            0,
            100,
          ),
          taints: taints(100),
          expireAfter: { type: 'string', pattern: '^(([0-9]+(s|m|h))+|Never)$' },
        }),
      }),
      disruption: object({
        consolidationPolicy: oneOf('WhenEmpty', 'WhenEmptyOrUnderutilized'),
        consolidateAfter: { type: 'string', pattern: '^(([0-9]+(s|m|h))+|Never)$' },
        budgets: list(object({ nodes: { type: 'string', pattern: '^((100|[0-9]{1,2})%|[0-9]+)$' } }), 0, 50),
      }),
      limits: { type: 'object', propertyNames: labelKey, additionalProperties: quantity },
    }),
  ),

  /** https://github.com/aws/karpenter-provider-aws/blob/main/pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml */
  EC2NodeClass: resource(
    'karpenter.k8s.aws/v1',
    'EC2NodeClass',
    'Cluster',
    object(
      {
        amiSelectorTerms: list(object({ alias: { type: 'string', pattern: '^[a-z0-9]+@.+$' } }), 1, 30),
        subnetSelectorTerms: list(object({ id: { type: 'string', pattern: '^subnet-[0-9a-z]+$' } }), 1, 30),
        securityGroupSelectorTerms: list(object({ id: { type: 'string', pattern: '^sg-[0-9a-z]+$' } }), 1, 30),
        instanceProfile: text,
        blockDeviceMappings: list(
          object({
            deviceName: text,
            rootVolume: flag,
            ebs: object(
              {
                volumeType: oneOf('gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard'),
                volumeSize: {
                  type: 'string',
                  pattern: '^((?:[1-9][0-9]{0,3}|[1-4][0-9]{4}|[5][0-8][0-9]{3}|59000)Gi)$',
                },
                encrypted: flag,
                deleteOnTermination: flag,
                kmsKeyID: text,
              },
              ['volumeType', 'volumeSize', 'encrypted', 'deleteOnTermination'],
            ),
          }),
          0,
          50,
        ),
        metadataOptions: object({
          httpEndpoint: oneOf('enabled', 'disabled'),
          httpTokens: oneOf('required', 'optional'),
          httpPutResponseHopLimit: { type: 'integer', minimum: 1, maximum: 64 },
        }),
        tags: { type: 'object', maxProperties: 50, additionalProperties: { type: 'string' } },
      },
      [
        'amiSelectorTerms',
        'subnetSelectorTerms',
        'securityGroupSelectorTerms',
        'instanceProfile',
        'blockDeviceMappings',
        'metadataOptions',
      ],
    ),
  ),
};

const ajv = new Ajv({ allErrors: true });
const validators = new Map(Object.entries(SCHEMAS).map(([kind, schema]) => [kind, ajv.compile(schema)]));

/** What the schema of its project says against a custom resource. */
export function customProblems(kind: string, found: object): string[] {
  const validate = validators.get(kind);
  if (!validate) {
    return [`no schema for ${kind}`];
  }
  return validate(found)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) =>
        [instancePath, message, params['additionalProperty']].filter(Boolean).join(' '),
      );
}
