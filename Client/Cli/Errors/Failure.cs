using Tapestry.Actors;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Sdk.Models;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Silo.Blobs;
using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Errors;

/// <summary>Turns whatever a command threw into one line on stderr and a return code.</summary>
public static class Failure
{
    // ENOSPC and EDQUOT: .NET puts the errno into HResult on Unix.
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Writes the line (and the stack trace, when the fault is the program's own) and returns the exit code.</summary>
    public static int Report(Exception exception, TextWriter errors)
    {
        if (exception is OperationCanceledException)
        {
            errors.WriteLine("tapestry: cancelled. The same command with --resume goes on from here.");
            return ExitCodes.Cancelled;
        }

        if (OfRegion(exception) is { } code)
        {
            errors.WriteLine($"tapestry: {OneLine(exception.Message)}");
            return code;
        }

        if (Translate(exception) is { } known)
        {
            errors.WriteLine($"tapestry: {OneLine(known.Message)}");
            return known.ExitCode;
        }

        errors.WriteLine($"tapestry: unexpected {exception.GetType().Name}: {OneLine(exception.Message)}");
        errors.WriteLine(exception);
        return ExitCodes.Unexpected;
    }

    /// <summary>Whatever a region answers names the value, the limit and the remedy itself.</summary>
    private static int? OfRegion(Exception exception) => exception switch
    {
        RegionUnavailableException => ExitCodes.RegionUnavailable,
        RegionRefusedException or RunException or RoundException or ConsortiumException or LedgerException or IdentityException => ExitCodes.RegionRefused,
        _ => null,
    };

    private static UserErrorException? Translate(Exception exception) => exception switch
    {
        UserErrorException known => known,
        DllNotFoundException missing => new EnvironmentException(
            "A native library cannot be loaded",
            OneLine(missing.Message),
            "Install it (Debian: apt-get install libtorch-dev) and rebuild with ./tapestry", missing),
        DeviceUnavailableException device => new EnvironmentException(
            "The device to train on", Phrase(device.Message), "Repeat the command after that", device),
        LibtorchMissingException missing => new EnvironmentException(
            "The trainer's native library", Phrase(missing.Message), "Repeat the command after that", missing),
        IOException { HResult: NoSpaceLeft or QuotaExceeded } full => new EnvironmentException(
            "The disk is full", Phrase(full.Message), "Free some space and repeat the command, a demo with --resume", full),
        StoreUnavailableException store => new EnvironmentException(
            store.What, Phrase(store.Why), $"{Capital(Phrase(store.Remedy))}; then repeat the command, a demo with --resume", store),
        BlobStoreFullException or BlobStoreUnavailableException or BlobStoreOutageException => new EnvironmentException(
            "The region's blobs", Phrase(exception.Message), "Repeat the command after that, a demo with --resume", exception),
        BlobException or BlobNotFoundException or DamagedBlobException or DamagedShardException => new RefusedException(
            "The region's blobs", Phrase(exception.Message), "Restore the folder from a copy, or start anew in another", exception),
        PrivacyException privacy => new UsageException(privacy.What, privacy.Why, privacy.Remedy, privacy),
        AggregateException { InnerExceptions: [var only] } => Translate(only),
        TypeInitializationException { InnerException: { } inner } => Translate(inner),
        _ => null,
    };

    private static string Phrase(string sentence) => OneLine(sentence).TrimEnd('.');

    private static string Capital(string phrase) => char.ToUpperInvariant(phrase[0]) + phrase[1..];

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
