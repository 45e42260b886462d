const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // More workers than cores: the tests of the nodes' scripts wait for processes, and some for tools that hang.
  maxWorkers: availableParallelism() + 1,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    // TypeScript wants the extension of what it would make of a source in `import()`.
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^cdk-ultraserver$': '<rootDir>/constructs/index.ts',
    '^cdk-ultraserver/kubernetes$': '<rootDir>/constructs/engines/eks/manifests/index.ts',
    '^cdk-ultraserver/slurm$': '<rootDir>/constructs/engines/slurm/examples/index.ts',
    '^cdk-ultraserver/(hardware|rules)$': '<rootDir>/constructs/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/constructs/dist', '<rootDir>/cdk.out'],
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
};
