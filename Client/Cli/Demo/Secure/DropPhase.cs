namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>What a site was about to send when it was killed.</summary>
public enum DropPhase
{
    /// <summary>Its report that local training is done.</summary>
    Ready,

    /// <summary>Its keys.</summary>
    Advertise,

    /// <summary>Its shares.</summary>
    DealShares,

    /// <summary>Its masked input.</summary>
    SendInputs,

    /// <summary>Its signature under the survivor set.</summary>
    SignSurvivors,

    /// <summary>The shares that unmask the sum.</summary>
    Unmask,
}
