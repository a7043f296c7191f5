/**
 * Connections that a socket keeps until its process accepts them; Linux keeps net.core.somaxconn of them at most, which is 4096. Beyond
 * Node's 511, a Unix socket refuses connections at once (EAGAIN), although its server may be busy for a moment only.
 */
export const backlog = 4096;
