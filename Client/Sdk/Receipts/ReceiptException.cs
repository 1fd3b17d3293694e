using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Client.Sdk.Receipts;

/// <summary>A receipt does not prove what it should.</summary>
public sealed class ReceiptException(string message) : TapestryException("receipt.invalid", message);
