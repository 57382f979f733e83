#!/bin/bash
# Starts three servers from the jar and, in front of them, nginx, HAProxy, Caddy and Apache with the
# configurations of this example, in which only ports and certificate are replaced, and checks what
# each passes on, and that it loses no request when a server is restarted; and builds the manifests with kustomize. As root it installs on Debian what is missing.
set -euo pipefail
cd "$(dirname "$0")"
PATH=$PATH:/usr/sbin
jar=../../echo-standalone/target/echo-standalone.jar

install_missing() {
  local missing=()
  for program in nginx haproxy caddy openssl; do
    command -v $program >/dev/null || missing+=($program)
  done
  command -v apache2 >/dev/null || missing+=(apache2)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  command -v kubectl >/dev/null || missing+=(kubernetes-client)
  command -v promtool >/dev/null || missing+=(prometheus)
  command -v curl >/dev/null || missing+=(curl)
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "deploy: install ${missing[*]} and run this again" >&2
    exit 1
  fi
  # The packages must not start servers of their own: 101 forbids it.
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

work=$(mktemp -d)
policy=
pids=()
clean_up() {
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work" ${policy:+"$policy"}
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# start_server NAME [PORT]: sets $port and $server
start_server() {
  : >"$work/$1.log"
  MCP_ECHO_PORT=${2:-0} MCP_ECHO_INSTANCE=$1 MCP_ECHO_KEY='only for this test' \
    MCP_ECHO_ALLOWED_HOSTS=mcp.example.com MCP_ECHO_PUBLIC_URL=https://mcp.example.com/mcp \
    java -jar $jar >"$work/$1.log" 2>&1 &
  server=$!
  pids+=($server)
  port=
  for _ in $(seq 200); do
    port=$(sed -n 's#.*http://[^ ]*:\([0-9]*\)/mcp.*#\1#p; T; q' "$work/$1.log")
    # The first answer takes the longest: a proxy that asks next must not find the server slow.
    [[ -z $port ]] || { curl -sf -o "$work/health" "http://127.0.0.1:$port/health" && return 0; }
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/$1.log"
  echo "FAILED: deploy, the server did not start"
  exit 1
}

# loses_what_finds_out NAME: whether the proxy of that name loses the request that it could not hand
# over to a server that is gone. Caddy closes its body then, before 2.11.2 (caddyserver/caddy#7547).
loses_what_finds_out() {
  [[ $1 == caddy ]] || return 1
  local version
  version=$(caddy version | sed 's/^v//; s/[^0-9.].*//')
  [[ $(printf '%s\n' 2.11.2 "$version" | sort -V | head -n 1) != 2.11.2 ]]
}

# check NAME LISTEN COMMAND...: runs a proxy on port LISTEN, and checks it
check() {
  local name=$1 listen=$2
  shift 2
  (cd "$work" && XDG_DATA_HOME=$work XDG_CONFIG_HOME=$work exec "$@") >"$work/$name.log" 2>&1 &
  pids+=($!)
  if ! node check.mjs "$listen" "$work/certificate.pem"; then
    cat "$work/$name.log"
    echo "FAILED: deploy, $name"
    exit 1
  fi
  # From outside: the doctor finds nothing that is wrong on the way.
  java -jar $jar doctor --timeout 2m --connect-to "127.0.0.1:$listen" --ca-file "$work/certificate.pem" \
    https://mcp.example.com/mcp >"$work/$name.doctor" 2>&1 || true
  if ! grep -q '^No fault found' "$work/$name.doctor"; then
    cat "$work/$name.doctor"
    echo "FAILED: deploy, the doctor behind $name"
    exit 1
  fi
  restart_under_load "$name" "$listen" TERM 143
  local finds=()
  if loses_what_finds_out "$name"; then finds=(finds); fi
  restart_under_load "$name" "$listen" KILL 137 "$work/killed" "${finds[@]}"
}

# restart_under_load NAME LISTEN SIGNAL STATUS [KILLED_FILE [finds]]: the signal for server one while
# requests come, which ends with the status, and one again
restart_under_load() {
  local status=0
  rm -f "$work/restarted" "$work/killed"
  printf '%s, SIG%s: ' "$1" "$3"
  node restart.mjs "$2" "$work/certificate.pem" "$work/restarted" "${@:5}" &
  local load=$!
  pids+=($load)
  sleep 1
  kill -"$3" "$first"
  wait "$first" 2>/dev/null || status=$?
  touch "$work/killed"
  start_server one "$one"
  first=$server
  sleep 2
  touch "$work/restarted"
  if ! wait $load || ((status != $4)); then
    cat "$work/$1.log"
    echo "FAILED: deploy, a restart behind $1, which ended with status $status"
    exit 1
  fi
}

# here FILE SCRIPT: prints the configuration with the ports and the certificate that are used here
here() {
  sed -e "s/127\.0\.0\.1:3000/127.0.0.1:$one/; s/127\.0\.0\.1:3001/127.0.0.1:$two/" \
    -e "s#/etc/ssl/mcp\.example\.com\.pem#$work/certificate.pem#" \
    -e "s#/etc/ssl/mcp\.example\.com\.key#$work/key.pem#" -e "$2" "$1"
}

install_missing
[[ -f $jar ]] || (cd ../.. && mvn -q -B -DskipTests -pl echo-standalone -am package)
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=mcp.example.com \
  -addext subjectAltName=DNS:mcp.example.com \
  -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
start_server one
one=$port
first=$server
start_server two
two=$port
start_server three
three=$port
read -r nginx haproxy caddy apache < <(node check.mjs)

here nginx/echo.conf "s/listen 443/listen 127.0.0.1:$nginx/; s/.*server 127.0.0.1:$two;/&\n  server 127.0.0.1:$three;/" >"$work/echo.conf"
cat >"$work/nginx.conf" <<END
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include echo.conf;
}
END
check nginx "$nginx" nginx -p "$work" -c nginx.conf -e stderr

cat "$work/key.pem" "$work/certificate.pem" >"$work/both.pem"
here haproxy/haproxy.cfg "s/bind :443/bind 127.0.0.1:$haproxy/; s/certificate\.pem/both.pem/; s/.*server two .*/&\n  server three 127.0.0.1:$three/" >"$work/haproxy.cfg"
check haproxy "$haproxy" haproxy -db -f haproxy.cfg

{
  printf '{\n\tadmin off\n\tauto_https disable_redirects\n}\n'
  here caddy/Caddyfile "s#^mcp.example.com {#https://mcp.example.com:$caddy {\n\tbind 127.0.0.1\n\ttls certificate.pem key.pem#; s/reverse_proxy .*:$two/& 127.0.0.1:$three/"
} >"$work/Caddyfile"
check caddy "$caddy" caddy run --adapter caddyfile --config Caddyfile

{
  for module in mpm_event authz_core socache_shmcb ssl headers rewrite unique_id proxy proxy_http proxy_balancer \
    lbmethod_byrequests proxy_hcheck slotmem_shm; do
    echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
  done
  printf 'ServerName mcp.example.com\nPidFile %s/apache.pid\nDefaultRuntimeDir %s\nErrorLog /dev/stderr\nUser nobody\nGroup nogroup\n' "$work" "$work"
  here apache/echo.conf "s/Listen 443/Listen 127.0.0.1:$apache/; s/\\*:443/*:$apache/; s#\\(.*\\)127.0.0.1:$two\\(.*\\)#&\\n\\1127.0.0.1:$three\\2#"
} >"$work/apache.conf"
check apache "$apache" apache2 -d "$work" -f apache.conf -DFOREGROUND

monitoring/check.sh "http://127.0.0.1:$two" >"$work/monitoring.log" 2>&1 \
  || { cat "$work/monitoring.log"; echo "FAILED: deploy, monitoring"; exit 1; }
./tracing.sh "$work" || { echo "FAILED: deploy, tracing"; exit 1; }

for folder in kubernetes kubernetes/prometheus-operator; do
  kubectl kustomize $folder >"$work/built.yaml" && grep -q '^kind: ' "$work/built.yaml" \
    || { echo "FAILED: deploy, kustomize of $folder"; exit 1; }
done

echo "OK: deploy, behind $(nginx -v 2>&1 | sed 's/.*: //'), HAProxy, Caddy and Apache"
