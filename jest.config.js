/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // One worker on a machine with two cores would be jest's own choice.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^cdk-ultraserver$': '<rootDir>/constructs/index.ts',
    '^cdk-ultraserver/kubernetes$': '<rootDir>/constructs/engines/eks/manifests/index.ts',
    '^cdk-ultraserver/(hardware|rules)$': '<rootDir>/constructs/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/constructs/dist', '<rootDir>/cdk.out'],
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
};
