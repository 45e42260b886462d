// What the CDK is going to remove fails a test, rather than print a line that nobody reads.
process.env.JSII_DEPRECATED = 'fail';
