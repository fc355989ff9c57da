export const helpText = `portcullis-log-collector: receives logs by syslog and FTP, keeps them on disk, and sends them to the portal.

  portcullis-log-collector --url https://contoso.portal.example --token-file /etc/portcullis/collector-token

  --url URL             the tenant's own URL; also PORTCULLIS_URL, also --console
  --token-file PATH     a file that holds the collector's token; /dev/stdin reads it from standard input
  --token TOKEN         the token itself; others on this machine can read it in the list of processes.
                        PORTCULLIS_TOKEN is the better way when there is no file
  --proxy HOST:PORT     an HTTP proxy on the way to the portal; also HTTPS_PROXY
  --ca-file PATH        certificates that sign the portal's, in PEM, when no public authority does
  --allow-plain-http    accept an http:// URL of another machine: token and logs cross the network unencrypted
  --logs-directory DIR  write the log there too; SIGHUP reopens the file
  --log-level LEVEL     debug, info, warn or error; info unless told

  --spool DIR           where logs wait; also PORTCULLIS_SPOOL; ~/.portcullis-log-collector unless told
  --spool-max SIZE      how much may wait, 20G unless told; when it is full, senders over TCP are held up, FTP is
                        refused, and lines over UDP are dropped and counted
  --keep-free SIZE      how much of the disk is left to others, 1G unless told
  --rotate-size SIZE    a file is sent from this size on, 40K unless told (at most one in ten seconds)
  --rotate-age TIME     a file is sent at this age, however small, 5m unless told

  --listen ADDRESS      the address to listen on, 0.0.0.0 unless told; :: is IPv6 and IPv4
  --port-offset N       add N to every port of the portal's configuration, so that no rights are needed for those
                        below 1024; passive FTP ports stay
  --map-port FROM=TO    open port TO where the portal says FROM; may be given several times

  --tls-cert PATH       this collector's certificate and what signs it, PEM; for FTPS and syslog over TLS
  --tls-key PATH        its key. Both are read again by SIGHUP
  --tls-client-ca PATH  authorities of the devices' certificates: a device without one is refused (syslog over TLS)
  --ftp-user NAME       collector unless told
  --ftp-password-file PATH  a file that holds the password; also PORTCULLIS_FTP_PASSWORD. Without either one is
                        generated at the first start, in the file ftp-password of the spool folder
  --ftp-passive-ports FIRST-LAST  in place of the portal's 20000-20099
  --ftp-public-address ADDRESS    the IPv4 address that passive FTP clients are told, behind address translation

  --status              say what the collector that works in the spool folder does, and end
  --test                check portal, token, spool folder, certificate and ports, say which step fails, and end
  --version, -h         say the version; say this

What is received is set in the portal: Settings > Log collectors.

It ends with 0 when stopped, 2 for a wrong command line, 3 for an invalid token, 4 for an invalid proxy address, 5 when a
step of --test failed or --status finds nothing that runs, 6 when no port can be opened, 7 when it is disabled in the
portal, 8 when the spool folder or a certificate cannot be used, 9 when another collector works in the spool folder, and 1
for anything else.`;
