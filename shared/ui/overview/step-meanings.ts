/** What the time of each step of a request went into. */
export const stepMeanings = {
  Invocation: 'getting to the services and from one to the next',
  Init: 'starting instances and connecting to data stores',
  Compute: 'the services’ own work',
  Store: 'the data stores',
  Gateway: 'the payment gateway, somebody else’s system',
} as const;
