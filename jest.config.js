/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^cdk-ultraserver$': '<rootDir>/constructs/index.ts',
    '^cdk-ultraserver/(hardware|rules)$': '<rootDir>/constructs/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/constructs/dist', '<rootDir>/cdk.out'],
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
};
