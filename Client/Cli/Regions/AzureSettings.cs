using System.Text.RegularExpressions;
using Tapestry.Client.Cli.Settings;
using Tapestry.Silo.Blobs.Azure;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads a silo's <c>azure</c>: a container, and where the secret lies that opens it.</summary>
internal static partial class AzureSettings
{
    /// <summary>Null without the section.</summary>
    public static AzureContainer? Read(SettingsSection root)
    {
        if (root.OptionalSection("azure") is not { } azure)
        {
            return null;
        }

        var name = azure.Parse<Name>("container", null, "3 to 63 lower-case letters, digits and single hyphens", Name.Parse);
        var variable = azure.OptionalText("accessVariable");
        if (azure.Has("accessFile") == variable is not null)
        {
            azure.Fault("azure takes either accessFile or accessVariable");
        }

        var access = azure.Load<AzureContainer>("accessFile", path => name.Of(File.ReadAllText(path)), isRequired: false)
            ?? (variable is null ? null : OfVariable(azure, variable, name));
        azure.RejectUnknown();
        return access;
    }

    private static AzureContainer? OfVariable(SettingsSection azure, string variable, Name name)
    {
        try
        {
            return name.Of(Environment.GetEnvironmentVariable(variable)
                ?? throw new InvalidDataException("there is no such variable in the environment"));
        }
        catch (InvalidDataException problem)
        {
            azure.Fault($"accessVariable '{variable}' cannot be used: {problem.Message}");
            return null;
        }
    }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Form();

    private readonly record struct Name(string? Value)
    {
        public static Name? Parse(string text) => Form().IsMatch(text) ? new Name(text) : null;

        /// <summary>Null when the name has a fault, which was told.</summary>
        public AzureContainer? Of(string access) => Value is null ? null : AzureContainer.Parse(access, Value);
    }
}
