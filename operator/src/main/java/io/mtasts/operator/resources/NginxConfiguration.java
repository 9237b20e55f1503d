package io.mtasts.operator.resources;

import io.mtasts.policy.Sha256;

/**
 * What nginx is told: one file a policy host, its name the host's, and nothing else is served. Written for nginx 1.22
 * and later, any user, and a root file system that cannot be written.
 *
 * @param directory where both files of this configuration are
 * @param policies where the policies are, one file a policy host
 * @param scratch where nginx may write
 * @param listen the address that it listens on, a port alone for every IPv4 address
 * @param listenIpv6 the same for IPv6, used only where the kernel has it
 */
record NginxConfiguration(String directory, String policies, String scratch, String listen, String listenIpv6) {
    static final String MAIN_FILE = "nginx.conf";
    static final String START_FILE = "start.sh";

    /** As the pods of a policy server have it. */
    static final NginxConfiguration IN_POD = new NginxConfiguration(
            "/etc/mta-sts", "/policies", "/tmp", "" + DeploymentOf.PORT, "[::]:" + DeploymentOf.PORT);

    /** The text of {@value #MAIN_FILE}. */
    String main() {
        return """
            # nginx serves the policies of many domains: one file a policy host, named like it.
            # The files are read at each request, so that a changed policy needs no reload.

            worker_processes 1;
            worker_shutdown_timeout 15s;
            error_log stderr warn;
            pid {scratch}/nginx.pid;
            pcre_jit on;

            events {
                worker_connections 1024;
            }

            http {
                access_log off;
                server_tokens off;

                client_header_timeout 10s;
                client_body_timeout 10s;
                send_timeout 10s;
                # Longer than proxies keep idle connections, so that none sends into one that just closed.
                keepalive_timeout 120s;

                client_body_temp_path {scratch}/client_body;
                proxy_temp_path {scratch}/proxy;
                fastcgi_temp_path {scratch}/fastcgi;
                uwsgi_temp_path {scratch}/uwsgi;
                scgi_temp_path {scratch}/scgi;

                types {}
                default_type text/plain;
                charset utf-8;

                # Senders and proxies must not cache (RFC 8461 section 3.3): nothing to validate against, no ranges.
                open_file_cache off;
                etag off;
                if_modified_since off;
                max_ranges 0;
                add_header Last-Modified "";
                add_header Cache-Control no-store always;
                add_header Allow $allow always;

                map $status $allow {
                    405 "GET, HEAD";
                    default "";
                }

                # The host names a file, so nothing but a policy host's name may pass. nginx has put it in
                # lower case and removed the port and a final dot.
                map $host $policy {
                    "~^mta-sts([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$" $host;
                    default no-policy-host;
                }

                map $request_method $refused {
                    GET 0;
                    HEAD 0;
                    default 1;
                }

                server {
                    listen {listen};
                    include {scratch}/listen-*.conf;

                    if ($refused) {
                        return 405 "Only GET and HEAD are answered here.\\n";
                    }

                    location = /.well-known/mta-sts.txt {
                        alias {policies}/$policy;
                        error_page 404 = @unknown;
                        log_not_found off;
                    }

                    location = /healthz {
                        return 200 "ok\\n";
                    }

                    location / {
                        return 404 "Only /.well-known/mta-sts.txt is served here.\\n";
                    }

                    location @unknown {
                        return 404 "No MTA-STS policy is served for this host name.\\n";
                    }
                }
            }
            """.replace("{scratch}", scratch).replace("{policies}", policies).replace("{listen}", listen);
    }

    /** The text of {@value #START_FILE}, the script that becomes nginx. */
    String start() {
        return """
            #!/bin/sh
            # nginx does not start when told to listen on IPv6 where there is none, and a cluster may have nothing else.
            if [ -e /proc/net/if_inet6 ] && read -r _ < /proc/net/if_inet6; then
                echo 'listen {listenIpv6};' > {scratch}/listen-ipv6.conf
            fi
            exec nginx -e stderr -c {directory}/nginx.conf -g 'daemon off;'
            """.replace("{listenIpv6}", listenIpv6)
                .replace("{scratch}", scratch)
                .replace("{directory}", directory);
    }

    /** Changes whenever either file does. */
    String digest() {
        return Sha256.hex(main() + start(), 16);
    }
}
