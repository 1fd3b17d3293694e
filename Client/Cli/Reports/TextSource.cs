using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Reports;

/// <summary>Where a run's text came from.</summary>
public enum TextSource
{
    /// <summary>The localized strings of the .NET SDK's satellite assemblies.</summary>
    [JsonStringEnumMemberName("sdkStrings")]
    SdkStrings,

    /// <summary>The files of a <c>--data</c> folder.</summary>
    [JsonStringEnumMemberName("folder")]
    Folder,
}
