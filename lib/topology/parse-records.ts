import { OperatorError } from '../operator-error';
import { type InstanceRecord, mergeRecords, NO_RECORDS, type TopologyRecords } from './records';

type Json = Readonly<Record<string, unknown>>;

/** Fields that are read of each kind of record, and what they hold. */
const FIELDS = {
  instanceTopology: {
    strings: ['InstanceId', 'InstanceType', 'AvailabilityZone', 'ZoneId', 'CapacityBlockId'],
    lists: ['NetworkNodes'],
  },
  reservationTopology: {
    strings: ['CapacityReservationId', 'CapacityBlockId', 'State', 'InstanceType', 'AvailabilityZoneId'],
    lists: ['NetworkNodes'],
  },
  blocks: {
    strings: ['CapacityBlockId', 'UltraserverType', 'AvailabilityZoneId', 'State'],
    lists: ['CapacityReservationIds'],
  },
  instances: { strings: ['InstanceId', 'PrivateDnsName', 'PrivateIpAddress', 'CapacityReservationId'], lists: [] },
} as const;

/**
 * Records of a JSON document as the AWS CLI writes it: of `aws ec2 describe-instance-topology`,
 * `describe-capacity-reservation-topology`, `describe-capacity-blocks` or `describe-instances`, told by its key. A list of
 * such documents will do (`jq --slurp`), and so will one with the keys of several.
 *
 * @param file names the document in errors
 * @throws OperatorError of kind `input` where it is none of these, or a field holds what the API does not put there
 */
export function parseRecords(text: string, file: string): TopologyRecords {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw refusal(file, `is no JSON: ${(error as Error).message}`);
  }
  return mergeRecords((Array.isArray(data) ? data : [data]).map((one) => document(one, file)));
}

function document(data: unknown, file: string): TopologyRecords {
  if (!isObject(data)) {
    throw refusal(file, 'is no document of the AWS CLI');
  }
  const { Instances, CapacityReservations, CapacityBlocks, Reservations, NextToken } = data;
  const known = [Instances, CapacityReservations, CapacityBlocks, Reservations];
  if (known.every((value) => value === undefined)) {
    throw refusal(file, 'has none of the keys Instances, CapacityReservations, CapacityBlocks and Reservations');
  }
  if (typeof NextToken === 'string' && NextToken !== '') {
    throw refusal(file, 'has a NextToken: it is one page of several, and what is on the others would be missed');
  }
  const nested = list(Reservations, `${file}: Reservations`).flatMap((one, index) =>
    list(isObject(one) ? one['Instances'] : one, `${file}: Reservations[${index}].Instances`),
  );
  return {
    ...NO_RECORDS,
    instanceTopology: records(Instances, 'instanceTopology', `${file}: Instances`),
    reservationTopology: records(CapacityReservations, 'reservationTopology', `${file}: CapacityReservations`),
    blocks: records(CapacityBlocks, 'blocks', `${file}: CapacityBlocks`),
    instances: records(nested, 'instances', `${file}: Reservations[].Instances`).map((one) => instance(one, file)),
  };
}

function records<Kind extends keyof TopologyRecords>(value: unknown, kind: Kind, where: string): TopologyRecords[Kind] {
  const { strings, lists }: { readonly strings: readonly string[]; readonly lists: readonly string[] } = FIELDS[kind];
  const fields = [...strings, ...lists];
  const checked = list(value, where).map((one, index) => {
    if (!isObject(one)) {
      throw refusal(where, `[${index}] is no record`);
    }
    let record: Json = one;
    for (const key of fields) {
      const field = one[key];
      if (field === null) {
        // The CLI writes null for what the API leaves out.
        record = { ...record, [key]: undefined };
      } else if (field !== undefined && !(lists.includes(key) ? isStrings(field) : typeof field === 'string')) {
        throw refusal(where, `[${index}].${key} must be ${lists.includes(key) ? 'a list of texts' : 'text'}`);
      }
    }
    return record;
  });
  // Each field that is read has been looked at; others are passed on unread.
  return checked;
}

/** An instance of what is read of it alone: state and tags are objects, and have more. */
function instance(one: InstanceRecord, file: string): InstanceRecord {
  const { InstanceId, PrivateDnsName, PrivateIpAddress, CapacityReservationId, State, Tags } = one;
  const name: unknown = isObject(State) ? State['Name'] : undefined;
  return {
    InstanceId,
    PrivateDnsName,
    PrivateIpAddress,
    CapacityReservationId,
    State: typeof name === 'string' ? { Name: name } : undefined,
    Tags: list(Tags ?? undefined, `${file}: Tags of ${InstanceId}`).filter(isOwnTag),
  };
}

/** A tag that says whose an instance is. Instances may have fifty. */
function isOwnTag(tag: unknown): tag is { readonly Key: string; readonly Value: string } {
  return (
    isObject(tag) &&
    typeof tag['Key'] === 'string' &&
    typeof tag['Value'] === 'string' &&
    tag['Key'].startsWith('ultraserver:')
  );
}

function list(value: unknown, where: string): readonly unknown[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw refusal(where, 'must be a list');
  }
  return value;
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(where: string, what: string): OperatorError {
  return new OperatorError(
    'input',
    `${where} ${what}; give what the AWS CLI writes with --output json, all pages of it`,
    { where },
  );
}
