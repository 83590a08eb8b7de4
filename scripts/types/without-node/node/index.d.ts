// Found instead of @types/node by tsconfig.pure.json: ethers asks for Node's types, and with them clock,
// environment and file system would compile in the pure rooms after all.
export {}
