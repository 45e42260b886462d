/** A file on a node. */
export interface NodeFile {
  /** Absolute path. */
  readonly path: string;

  /** ASCII text that ends with a line break; the first line is not indented. */
  readonly content: string;

  /** @default false */
  readonly executable?: boolean;
}

/** What one `text/cloud-config` part does. */
export interface CloudConfig {
  /** Written once in the life of an instance, before `run`. */
  readonly files: NodeFile[];

  /** Shell commands, run once in the life of an instance, at the end of its first boot. @default - none */
  readonly run?: string[];

  /** A file that takes the output of cloud-init beside its own log; its folder must be among `files`. @default - none */
  readonly logFile?: string;
}

/**
 * Renders a `text/cloud-config` part. Several such parts add to each other.
 *
 * @see https://docs.cloud-init.io/en/latest/reference/merging.html
 * @see https://docs.cloud-init.io/en/latest/reference/modules.html#write-files
 */
export function renderCloudConfig(config: CloudConfig): string {
  const lines = ['#cloud-config', 'merge_how: list(append)+dict(no_replace,recurse_list)+str()'];
  if (config.logFile !== undefined) {
    lines.push(`output: {all: '| tee -a /var/log/cloud-init-output.log ${config.logFile}'}`);
  }
  lines.push('write_files:', ...config.files.flatMap(renderFile));
  if (config.run !== undefined && config.run.length > 0) {
    lines.push('runcmd:', ...config.run.map((command) => `- ${quote(command)}`));
  }
  return [...lines, ''].join('\n');
}

function renderFile(file: NodeFile): string[] {
  const lines = file.content.replace(/\n$/, '').split('\n');
  return [
    `- path: ${file.path}`,
    ...(file.executable ? [`  permissions: '0755'`] : []),
    ...(file.content === '' ? [`  content: ''`] : ['  content: |', ...lines.map((line) => `   ${line}`)]),
  ];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
