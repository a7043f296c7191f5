module diptych/wskdeploy

go 1.20

require github.com/apache/openwhisk-wskdeploy v0.0.0-20200827195556-535f5a9d3942

require (
	github.com/apache/openwhisk-client-go v0.0.0-20200824013630-44551f1f3b71 // indirect
	github.com/cloudfoundry/jibber_jabber v0.0.0-20151120183258-bcc4c8345a21 // indirect
	github.com/fatih/color v1.5.0 // indirect
	github.com/ghodss/yaml v1.0.1-0.20190212211648-25d852aebe32 // indirect
	github.com/google/go-querystring v0.0.0-20160401233042-9235644dd9e5 // indirect
	github.com/hokaccha/go-prettyjson v0.0.0-20141201065330-f75235bd99da // indirect
	github.com/inconshreveable/mousetrap v1.0.0 // indirect
	github.com/mattn/go-colorable v0.0.7 // indirect
	github.com/mattn/go-isatty v0.0.12 // indirect
	github.com/nicksnyder/go-i18n v1.6.1-0.20161107021609-991e81cc94f6 // indirect
	github.com/spf13/cobra v0.0.0-20161026012826-6e91dded25d7 // indirect
	github.com/spf13/pflag v0.0.0-20161024131444-5ccb023bc27d // indirect
	golang.org/x/sys v0.0.0-20200810151505-1b9f1253b3ed // indirect
	gopkg.in/yaml.v2 v2.3.0 // indirect
)
