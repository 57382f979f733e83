#!/usr/bin/env bash
# Runs the suite against containers, one after the other: run.sh NAME..., run.sh all, or run.sh ci for those
# that every change has to pass. Needs a JDK and Maven; what is not in the local repository is downloaded, and
# what cannot be downloaded is a failure.
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD/../..
distributions=$PWD/target/distributions

open_liberty=io.openliberty:openliberty-runtime:26.0.0.3:zip
wildfly=org.wildfly:wildfly-dist:39.0.1.Final:zip
glassfish=org.glassfish.main.distributions:glassfish:7.0.21:zip
payara_micro=fish.payara.extras:payara-micro:6.2025.10:jar
boot_3_5=3.5.7
boot_4=4.0.7
quarkus=3.33.2

all='tomcat-10.1 tomcat-11 jetty-ee10 jetty-ee11 undertow open-liberty wildfly glassfish payara-micro
  spring-boot-3.5-tomcat spring-boot-3.5-jetty spring-boot-3.5-undertow spring-boot-4-tomcat spring-boot-4-jetty quarkus'
ci='tomcat-10.1 jetty-ee10 undertow open-liberty wildfly spring-boot-3.5-tomcat spring-boot-4-tomcat'

fail() {
  echo "FAILED: containers, $1"
  exit 1
}

# quietly WHAT COMMAND...: shows what it says only if it fails
quietly() {
  local what=$1
  shift
  "$@" >target/log 2>&1 || { cat target/log; fail "$what"; }
}

# download ARTIFACT: into the local repository
download() {
  quietly "cannot download $1" mvn -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dtransitive=false -Dartifact="$1"
}

# copy ARTIFACT DIRECTORY
copy() {
  quietly "cannot copy $1" mvn -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact="$1" \
    -DoutputDirectory="$2" -Dmdep.stripVersion=true
}

# unpack NAME ARTIFACT: a fresh copy
unpack() {
  rm -rf "${distributions:?}/$1"
  mkdir -p "$distributions/$1"
  download "$2"
  copy "$2" "$distributions"
  (cd "$distributions/$1" && jar xf "../$(cut -d: -f2 <<<"$2").zip") || fail "cannot unpack $2"
}

# The projects beside this script see what is published, in a repository of their own, to which what others published
# is linked.
install() {
  repository=$PWD/target/repository
  if [[ ! -d $repository ]]; then
    local others=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
    if [[ -d $others ]]; then
      cp -al "$others" "$repository" || { rm -rf "$repository" && cp -a "$others" "$repository"; }
    fi
  fi
  rm -rf "$repository/io/github/mcpecho"
  quietly install mvn -B -f "$root" -Dmaven.repo.local="$repository" -DskipTests -Dmaven.javadoc.skip=true \
    -pl echo-servlet -am install
}

# build PROJECT OPTION...
build() {
  [[ -n ${repository:-} ]] || install
  quietly "cannot build $*" mvn -B -Dmaven.repo.local="$repository" -f "$@" clean package
}

# suite CLASS OPTION...
suite() {
  local class=$1
  shift
  if ! mvn -B -f "$root" -pl examples/containers -am verify -Dmaven.javadoc.skip=true \
    -Dtest="io/github/mcpecho/examples/containers/$class" -Dsurefire.failIfNoSpecifiedTests=false "$@" >target/log 2>&1; then
    grep -E '^\[ERROR\]' target/log || cat target/log
    fail "$name"
  fi
  echo "OK: containers, $name, $(grep -o 'Tests run: [0-9]*' target/log | tail -1)"
}

spring_boot() {
  build spring-boot -Dspring-boot.version="$2" -Dserver="$3"
  cp spring-boot/target/application.jar "$distributions/spring-boot-$1-$3.jar"
  suite SpringBootTest -Dspring-boot="$1-$3"
}

[[ $# -gt 0 ]] || fail "name some of: all ci $all"
case $1 in
  all) set -- $all ;;
  ci) set -- $ci ;;
esac
mkdir -p "$distributions"
for name; do
  case $name in
    tomcat-10.1) suite TomcatTest ;;
    tomcat-11) suite TomcatTest -Dtomcat.version=11.0.27 -Dservlet.version=6.1.0 -Dannotation.version=3.0.0 ;;
    jetty-ee10) suite JettyTest ;;
    jetty-ee11) suite JettyTest -Djetty.ee=ee11 -Dservlet.version=6.1.0 -Dannotation.version=3.0.0 ;;
    undertow) suite UndertowTest ;;
    open-liberty) unpack "$name" "$open_liberty" && suite OpenLibertyTest ;;
    wildfly) unpack "$name" "$wildfly" && suite WildFlyTest ;;
    glassfish) unpack "$name" "$glassfish" && suite GlassFishTest ;;
    payara-micro) download "$payara_micro" && copy "$payara_micro" "$distributions" && suite PayaraMicroTest ;;
    spring-boot-3.5-*) spring_boot 3.5 $boot_3_5 "${name#spring-boot-3.5-}" ;;
    spring-boot-4-*) spring_boot 4 $boot_4 "${name#spring-boot-4-}" ;;
    quarkus)
      build quarkus -Dquarkus.version=$quarkus
      rm -rf "$distributions/quarkus"
      cp -r quarkus/target/quarkus-app "$distributions/quarkus"
      suite QuarkusTest
      ;;
    *) fail "there is no $name: name some of: all ci $all" ;;
  esac
done
