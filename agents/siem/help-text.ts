export const helpText = `portcullis-siem-agent: pulls alerts and activities from the portal and sends them to a SIEM by syslog.

  portcullis-siem-agent --url https://contoso.portal.example --token-file /etc/portcullis/siem-token

  --url URL             the tenant's own URL; also PORTCULLIS_URL, also --console
  --token-file PATH     a file that holds the agent's token
  --token TOKEN         the token itself; others on this machine can read it in the list of processes.
                        PORTCULLIS_TOKEN is the better way when there is no file
  --proxy HOST:PORT     an HTTP proxy on the way to the portal; also HTTPS_PROXY
  --ca-file PATH        certificates that sign the portal's, in PEM, when no public authority does
  --allow-plain-http    let --url be http:// on another machine: token and events cross the network unencrypted
  --logs-directory DIR  write the log there too; SIGHUP reopens the file
  --log-level LEVEL     debug, info, warn or error; info unless told
  --test                check portal, token and receiver, send one test event, say which step fails, and end
  --version, -h         say the version; say this

Where to send and what is set in the portal: Settings > Security extensions > SIEM agents.

It ends with 0 when stopped, 2 for a wrong command line, 3 for an invalid token, 4 for an invalid proxy address,
5 when a step of --test failed, and 1 for anything else.`;
