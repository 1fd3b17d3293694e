namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>Kinds of message; the numbers are on the wire, append only.</summary>
public enum MessageKind
{
    /// <summary>Site to all: ephemeral keys and commitments.</summary>
    Advertisement = 1,

    /// <summary>Region to a site: everybody's advertisements.</summary>
    AdvertisementList = 2,

    /// <summary>Site to all: its part of the graph's seed, after all are committed.</summary>
    NonceReveal = 3,

    /// <summary>Region to a site: all parts of the graph's seed.</summary>
    NonceList = 4,

    /// <summary>Site to region: shares of its two secrets, encrypted to its neighbours.</summary>
    EncryptedShares = 5,

    /// <summary>Region to a site: what its neighbours encrypted to it, and who dealt shares.</summary>
    ShareDelivery = 6,

    /// <summary>Site to region: digests of its masked shards.</summary>
    MaskedInput = 7,

    /// <summary>Region to a site: whose inputs arrived.</summary>
    SurvivorProposal = 8,

    /// <summary>Site to all: its signature under the one survivor set that it accepts.</summary>
    SurvivorSignature = 9,

    /// <summary>Region to a site: survivors, dropouts and the signatures of the others.</summary>
    UnmaskRequest = 10,

    /// <summary>Site to region: one share for every neighbour, of its seed or of its key.</summary>
    UnmaskShares = 11,
}
