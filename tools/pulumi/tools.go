// Package tools pins the Pulumi CLI, which is built from source where no release can be fetched.
//
//go:build tools

package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
