/** A certificate of `localhost` for tests, signed by itself, with its key: it opens nothing anywhere. Valid for a century. */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgc08mb0OE7L/WsCUw
00CoStMqDRZFYBJoREp2asKped2hRANCAATiRLW3fTV1dleGlhQdOoaYaKihLkwe
u9oDzuG6GnSf/vrIxn4/mV6tl7xAfeeKDvNM9BdrRkjCGpnG4QSKVRS1
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUSWD44ay40xeCwvm7HLTrMWfrd78wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTE2Mzc1MFoYDzIxMjYxMTA1
MTYzNzUwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATiRLW3fTV1dleGlhQdOoaYaKihLkweu9oDzuG6GnSf/vrIxn4/mV6t
l7xAfeeKDvNM9BdrRkjCGpnG4QSKVRS1o28wbTAdBgNVHQ4EFgQULdR+sNKnlE+m
57wg9Acjl++DC68wHwYDVR0jBBgwFoAULdR+sNKnlE+m57wg9Acjl++DC68wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgF4hP2qEJ0Px9VVfPjbgxa8n+nz7QXgqnlgQqHcN+f1wCIQCL
AwwMot5DjGORsmwFsqUHW3OJajxLkMSrcgYAz2/DiQ==
-----END CERTIFICATE-----
`,
};
