#!/bin/sh
# Makes the keys of this folder anew with openssl 3; they serve these tests and nothing else.
# The thumbprints and fingerprints in ../keys.rs change with them.
set -eu
cd "$(dirname "$0")"
public() { openssl pkey -in "$1.pkcs8.pem" -pubout -out "$1.spki.pem"; }

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pkcs8.pem
openssl rsa -in rsa.pkcs8.pem -traditional -out rsa.pkcs1-private.pem
openssl rsa -in rsa.pkcs8.pem -RSAPublicKey_out -out rsa.pkcs1.pem
openssl rsa -in rsa.pkcs8.pem -traditional -aes128 -passout pass:test -out rsa.encrypted.pem
openssl pkcs8 -topk8 -in rsa.pkcs8.pem -passout pass:test -out rsa.encrypted-pkcs8.pem
public rsa
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -out pss.pkcs8.pem
public pss

for curve in P-256 P-384 P-521 secp256k1; do
    openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -out "$curve.pkcs8.pem"
    openssl ec -in "$curve.pkcs8.pem" -out "$curve.sec1.pem"
    public "$curve"
done
openssl ec -in P-256.pkcs8.pem -no_public -out P-256.no-public.pem
openssl ec -in P-256.pkcs8.pem -pubout -conv_form compressed -out P-256.compressed.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 -out brainpool.pkcs8.pem
public brainpool

for curve in ed25519 ed448 x25519 x448; do
    openssl genpkey -algorithm "$curve" -out "$curve.pkcs8.pem"
    public "$curve"
done

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout ca.key -days 40000 \
    -subj '/C=NL/O=Example, Inc./CN=Test CA' -out ca.pem
openssl req -new -key rsa.pkcs8.pem -subj '/DC=example/O=Contoso/OU=Ünit+CN=orders.example' -multivalue-rdn -utf8 -out leaf.csr
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -days 365 -set_serial 4711 -out leaf.pem
cat leaf.pem ca.pem > chain.pem
openssl pkcs12 -export -inkey rsa.pkcs8.pem -in leaf.pem -passout pass: -name "Test key" -out leaf.p12
openssl pkcs12 -in leaf.p12 -passin pass: -noenc -out bag.pem
rm leaf.csr leaf.p12 ca.key
